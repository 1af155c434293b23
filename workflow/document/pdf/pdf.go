// Package pdf turns documents into PDF with LibreOffice, where that is on the machine. The program makes no PDF itself: no
// Go library breaks Chinese lines by the rules.
package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"rectify/workflow/document/docx"
)

// The errors of Convert.
var (
	ErrAbsent = errors.New("pdf: LibreOffice is not on this machine")
	ErrFailed = errors.New("pdf: LibreOffice could not convert the document")
)

// State says whether documents can be converted.
type State string

// The states.
const (
	Absent   State = "absent"   // no LibreOffice
	Checking State = "checking" // found, first conversion under way
	Ready    State = "ready"    // it has converted a document
	Broken   State = "broken"   // found, and cannot: its writer is missing, say
)

// patience is how long one conversion may take. On a slow machine the first one takes half a minute.
const patience = 90 * time.Second

// maxPDF is the most that is read of a result.
const maxPDF = 64 << 20

// Converter converts one document at a time: LibreOffice takes hundreds of megabytes for each.
type Converter struct {
	program string
	turn    chan struct{}
	state   atomic.Value // State
}

// Off is the setting under which no LibreOffice is looked for.
const Off = "off"

// Find looks for LibreOffice: where the setting says, or in PATH when the setting is empty. A Converter without a program
// refuses; a setting that names no program is an error.
func Find(setting string) (*Converter, error) {
	if setting == Off {
		return None(), nil
	}
	c := None()
	c.turn = make(chan struct{}, 1)
	names := []string{"soffice", "libreoffice"}
	if setting != "" {
		names = []string{setting}
	}
	for _, name := range names {
		path, err := exec.LookPath(name)
		if err == nil {
			if c.program, err = filepath.Abs(path); err != nil {
				return nil, fmt.Errorf("pdf: %w", err)
			}
			c.state.Store(Checking)
			return c, nil
		}
		if setting != "" {
			return nil, fmt.Errorf("pdf: %w", err)
		}
	}
	return c, nil
}

// None is a Converter without LibreOffice.
func None() *Converter {
	c := &Converter{}
	c.state.Store(Absent)
	return c
}

// State says whether documents can be converted, as far as that is known.
func (c *Converter) State() State { return c.state.Load().(State) }

// Program is the path of LibreOffice, "" for none.
func (c *Converter) Program() string { return c.program }

// Probe converts a small document, so that State knows. It does nothing where there is no LibreOffice.
func (c *Converter) Probe(ctx context.Context) error {
	if c.program == "" {
		return nil
	}
	var b bytes.Buffer
	if err := (docx.Document{Title: "测试"}).Write(&b); err != nil {
		return err
	}
	_, err := c.Convert(ctx, b.Bytes())
	return err
}

// Convert makes a PDF of a DOCX. The conversion is alone in a folder and a profile of its own, which are gone afterwards,
// and in a process group of its own, which is killed when ctx ends or patience does. The error is ErrAbsent, wraps
// ErrFailed, or is that of ctx while others have their turn.
func (c *Converter) Convert(ctx context.Context, document []byte) ([]byte, error) {
	if c.program == "" {
		return nil, ErrAbsent
	}
	select {
	case c.turn <- struct{}{}:
		defer func() { <-c.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	pdf, err := c.convert(ctx, document)
	switch {
	case err == nil:
		c.state.Store(Ready)
	case ctx.Err() == nil:
		c.state.Store(Broken)
	}
	return pdf, err
}

func (c *Converter) convert(ctx context.Context, document []byte) ([]byte, error) {
	dir, err := os.MkdirTemp("", "rectify-pdf-*")
	if err != nil {
		return nil, fmt.Errorf("pdf: %w", err)
	}
	defer os.RemoveAll(dir)
	source := filepath.Join(dir, "document.docx")
	if err := os.WriteFile(source, document, 0o600); err != nil {
		return nil, fmt.Errorf("pdf: %w", err)
	}
	limited, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	command := exec.CommandContext(limited, c.program, "-env:UserInstallation=file://"+filepath.ToSlash(filepath.Join(dir, "profile")),
		"--headless", "--norestore", "--nolockcheck", "--convert-to", "pdf:writer_pdf_Export", "--outdir", dir, source)
	command.Dir = dir
	command.Env = environment(dir)
	command.WaitDelay = 5 * time.Second
	alone(command)
	var said bytes.Buffer
	command.Stdout, command.Stderr = &said, &said
	if err := command.Run(); err != nil {
		return nil, fmt.Errorf("%w: %w: %.500s", ErrFailed, err, said.String())
	}
	result, err := os.Open(filepath.Join(dir, "document.pdf")) // LibreOffice ends with 0 also when it has made none
	if err != nil {
		return nil, fmt.Errorf("%w: %.500s", ErrFailed, said.String())
	}
	defer result.Close()
	content, err := io.ReadAll(io.LimitReader(result, maxPDF+1))
	if err != nil || len(content) > maxPDF || !bytes.HasPrefix(content, []byte("%PDF-")) {
		return nil, fmt.Errorf("%w: no PDF came out: %w", ErrFailed, errors.Join(err, errors.New(said.String())))
	}
	return content, nil
}

// environment is what LibreOffice is told: where fonts and programs are, and none of our settings, which hold secrets.
func environment(home string) []string {
	env := []string{"HOME=" + home, "TMPDIR=" + home}
	for _, v := range os.Environ() {
		name, _, _ := strings.Cut(v, "=")
		switch {
		case name == "PATH", name == "LANG", name == "TZ", strings.HasPrefix(name, "LC_"), strings.HasPrefix(name, "FONTCONFIG_"),
			strings.HasPrefix(name, "XDG_DATA_"):
			env = append(env, v)
		}
	}
	return env
}
