// Package password keeps passwords as argon2id hashes in PHC form, and makes one-time passwords.
package password

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"sync/atomic"

	"golang.org/x/crypto/argon2"
)

// The cost of one hash, as OWASP recommends for argon2id: 19 MiB, two passes, one thread.
const (
	memory  = 19 * 1024
	passes  = 2
	threads = 1
	saltLen = 16
	keyLen  = 32
)

// maxLen bounds what is hashed, in bytes: 128 characters of any script. A longer password is refused before it costs
// anything.
const maxLen = 512

// computed counts what was hashed.
var computed atomic.Uint64

// Computed returns how many times this process has hashed a password. Whoever cannot tell two refusals apart by it cannot
// tell them apart by their time either: a hash takes longer than everything else.
func Computed() uint64 { return computed.Load() }

func hash(password string, salt []byte, passes, memory uint32, threads uint8, length uint32) []byte {
	computed.Add(1)
	return argon2.IDKey([]byte(password), salt, passes, memory, threads, length)
}

// Hash returns the PHC string of a password.
func Hash(password string) string {
	salt := make([]byte, saltLen)
	_, _ = rand.Read(salt) // crypto/rand never fails
	key := hash(password, salt, passes, memory, threads, keyLen)
	enc := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memory, passes, threads, enc.EncodeToString(salt), enc.EncodeToString(key))
}

// absent is the hash against which the password of an unknown user is checked, so that it takes the same time.
var absent = Hash(OneTime())

// Check reports whether password belongs to the PHC string. An empty or unreadable string takes as long and is false.
func Check(phc, password string) bool {
	known := phc != ""
	if !known {
		phc = absent
	}
	var version, m, t, p int
	parts := strings.Split(phc, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || len(password) > maxLen {
		return false
	}
	if _, err := fmt.Sscanf(parts[2]+" "+parts[3], "v=%d m=%d,t=%d,p=%d", &version, &m, &t, &p); err != nil || version != argon2.Version {
		return false
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil {
		return false
	}
	want, err := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil {
		return false
	}
	got := hash(password, salt, uint32(t), uint32(m), uint8(p), uint32(len(want)))
	return subtle.ConstantTimeCompare(got, want) == 1 && known
}

// OneTime returns a random password of 20 letters and digits that are not mistaken for each other, in groups of five.
func OneTime() string { return Half() + "-" + Half() }

// Half returns half a OneTime: two groups, just under 50 bits.
func Half() string {
	const alphabet = "abcdefghjkmnpqrstuvwxyz23456789" // 31 signs: just under 5 bits each
	b := make([]byte, 0, halfLen)
	random := make([]byte, 32)
	for len(b) < halfLen {
		_, _ = rand.Read(random)
		for _, r := range random {
			if len(b) == 5 {
				b = append(b, '-')
			}
			if int(r) < 8*len(alphabet) && len(b) < halfLen { // no bias towards the first letters
				b = append(b, alphabet[int(r)%len(alphabet)])
			}
		}
	}
	return string(b)
}

const halfLen = 11 // two groups and the dash between them

// Halves takes a code of two halves apart, however a person has spaced it. Of anything else it returns two halves that no
// code has.
func Halves(code string) (first, second string) {
	code = strings.ToLower(strings.NewReplacer(" ", "", "-", "", "\t", "", "　", "").Replace(code))
	if len(code) != 20 {
		return "", ""
	}
	return code[:5] + "-" + code[5:10], code[10:15] + "-" + code[15:]
}
