// Command verifier checks an exported history (rectify export history) against a checkpoint and a public key, with nothing
// but the format (docs/adr/0021) at hand: go run ./docs/verifier history.jsonl checkpoint.txt 'rectify-1a2b3c4d+5e6f7a8b+AVx…'
package main

import (
	"bufio"
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
)

func main() {
	n, err := 0, errors.New("usage: verifier HISTORY CHECKPOINT KEY")
	if len(os.Args) == 4 {
		n, err = verify(os.Args[1], os.Args[2], os.Args[3])
	}
	if err != nil {
		fmt.Println("NOT SOUND:", err)
		os.Exit(1)
	}
	fmt.Printf("sound: %d entries, their chains, the tree and the signature\n", n)
}

func verify(history, checkpoint, key string) (int, error) {
	note, err := os.ReadFile(checkpoint)
	if err != nil {
		return 0, err
	}
	size, root, err := opened(string(note), key)
	if err != nil {
		return 0, err
	}
	leaves, err := chained(history)
	if err != nil {
		return 0, err
	}
	if len(leaves) < size {
		return 0, fmt.Errorf("%d entries, the checkpoint covers %d", len(leaves), size)
	}
	if got := tree(leaves[:size]); !bytes.Equal(got, root) {
		return 0, fmt.Errorf("the first %d entries have the root %x, the checkpoint says %x", size, got, root)
	}
	return len(leaves), nil
}

// chained reads the entries, checks the chain of every subject and returns the hashes in global order.
func chained(path string) (leaves [][]byte, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	type link struct {
		seq  int64
		hash []byte
		to   string
	}
	last := map[string]link{}
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var line struct {
			Position  int
			Canonical string
			Prev      []byte `json:"prev_hash"`
			Hash      []byte
		}
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			return nil, err
		}
		var entry struct {
			Subject  string `json:"subject_id"`
			Seq      int64
			From, To string
			Alg      string
		}
		if err := json.Unmarshal([]byte(line.Canonical), &entry); err != nil {
			return nil, err
		}
		before, at := last[entry.Subject], fmt.Sprintf("position %d (%s, entry %d)", line.Position, entry.Subject, entry.Seq)
		sum := sha256.Sum256(bytes.Join([][]byte{[]byte(entry.Alg), []byte(line.Canonical), line.Prev}, []byte{0}))
		switch {
		case line.Position != len(leaves)+1:
			return nil, fmt.Errorf("%s: a hole before it", at)
		case entry.Seq != before.seq+1, entry.From != before.to, !bytes.Equal(line.Prev, before.hash):
			return nil, fmt.Errorf("%s: it does not follow the entry before", at)
		case entry.Alg != "sha256", !bytes.Equal(sum[:], line.Hash):
			return nil, fmt.Errorf("%s: its hash is not that of what it says", at)
		}
		last[entry.Subject] = link{entry.Seq, line.Hash, entry.To}
		leaves = append(leaves, line.Hash)
	}
	return leaves, lines.Err()
}

// tree is the Merkle tree hash of RFC 6962, section 2.1.
func tree(leaves [][]byte) []byte {
	node, n, k := []byte{}, len(leaves), 1
	if n == 1 {
		node = append([]byte{0}, leaves[0]...)
	} else if n > 1 {
		for k*2 < n {
			k *= 2
		}
		node = append(append([]byte{1}, tree(leaves[:k])...), tree(leaves[k:])...)
	}
	sum := sha256.Sum256(node)
	return sum[:]
}

// opened checks the signature of a checkpoint (C2SP signed-note, tlog-checkpoint) by a key "name+number+key".
func opened(note, key string) (size int, root []byte, err error) {
	parts := strings.SplitN(key, "+", 3)
	if len(parts) != 3 {
		return 0, nil, errors.New("the key has not three parts")
	}
	public, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(public) != 1+ed25519.PublicKeySize || public[0] != 1 {
		return 0, nil, errors.New("the key is not ed25519")
	}
	number := sha256.Sum256(append([]byte(parts[0]+"\n"), public...))
	text, signatures, _ := strings.Cut(note, "\n\n")
	text += "\n"
	for _, line := range strings.Split(signatures, "\n") {
		name, coded, _ := strings.Cut(strings.TrimPrefix(line, "— "), " ")
		signature, err := base64.StdEncoding.DecodeString(coded)
		if err != nil || name != parts[0] || len(signature) != 4+ed25519.SignatureSize || hex.EncodeToString(number[:4]) != parts[1] ||
			!bytes.Equal(signature[:4], number[:4]) || !ed25519.Verify(public[1:], []byte(text), signature[4:]) {
			continue
		}
		lines := strings.Split(text, "\n")
		if len(lines) < 4 || lines[0] != parts[0] {
			return 0, nil, errors.New("the checkpoint is of another log")
		}
		if size, err = strconv.Atoi(lines[1]); err == nil {
			root, err = base64.StdEncoding.DecodeString(lines[2])
		}
		return size, root, err
	}
	return 0, nil, errors.New("no signature of the key holds")
}
