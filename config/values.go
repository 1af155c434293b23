package config

import (
	"fmt"
	"log/slog"
	"math"
	"os"
	"strconv"
	"strings"
)

// Secret is a value that no log line, error or dump shows. Only Reveal gives it away.
type Secret string

const hidden = "******"

// Reveal returns the value itself, for the one place that needs it.
func (s Secret) Reveal() string { return string(s) }

// String hides the value from fmt, whatever the verb.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return hidden
}

// GoString hides the value from %#v.
func (s Secret) GoString() string { return strconv.Quote(s.String()) }

// LogValue hides the value from slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText hides the value from encoders.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// SecretFile is a secret that is given by the path of a file, as containers and systemd hand them over.
type SecretFile struct{ Secret }

// UnmarshalText reads the file at path and drops the white space around its content: editors end a file with a line feed.
func (s *SecretFile) UnmarshalText(path []byte) error {
	content, err := os.ReadFile(string(path))
	if err != nil {
		return fmt.Errorf("无法读取文件：%w", err)
	}
	s.Secret = Secret(strings.TrimSpace(string(content)))
	if s.Secret == "" {
		return fmt.Errorf("文件 %s 是空的", path)
	}
	return nil
}

// Size is a number of bytes, written as 512, 64KiB, 20MiB or 2GiB.
type Size int64

var units = []struct {
	name  string
	bytes int64
}{{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}, {"B", 1}}

// UnmarshalText reads a size. It refuses zero, negative numbers and unknown units.
func (s *Size) UnmarshalText(text []byte) error {
	number, factor := strings.TrimSpace(string(text)), int64(1)
	for _, unit := range units {
		if rest, found := strings.CutSuffix(number, unit.name); found {
			number, factor = strings.TrimSpace(rest), unit.bytes
			break
		}
	}
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || n <= 0 || n > math.MaxInt64/factor {
		return fmt.Errorf("大小 %q 无法识别，应写作 512、64KiB、20MiB 或 2GiB", text)
	}
	*s = Size(n * factor)
	return nil
}

// String writes the size in the largest unit that divides it.
func (s Size) String() string {
	for _, unit := range units {
		if s != 0 && int64(s)%unit.bytes == 0 {
			return strconv.FormatInt(int64(s)/unit.bytes, 10) + unit.name
		}
	}
	return "0B"
}
