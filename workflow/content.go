package workflow

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"rectify/models"
	"rectify/workflow/chain"
	"rectify/workflow/textcount"
	"rectify/workflow/words"
)

// Content is the text of a document. Its canonical JSON is what a revision stores, and the SHA-256 of that is the digest
// to which opinions and votes are bound.
type Content struct {
	Title    string          `json:"title"`
	Sections []Section       `json:"sections"`
	Measures []MeasureClause `json:"measures,omitempty"` // of a problem's dossier
	// Sources are the exact texts that a compilation was made from. They stand in the content so that its digest, to
	// which votes are bound, covers them: the plan's table of measures is that of these revisions of the dossiers.
	Sources []Source `json:"sources,omitempty"`
}

// Source names one exact text of a contribution.
type Source struct {
	ID       string `json:"id"`
	Revision int    `json:"revision"`
	Digest   string `json:"digest"`
}

// Section is one part of a document.
type Section struct {
	Key    string `json:"key"` // stable name: progress, experience, difficulties, body …
	Title  string `json:"title"`
	Text   string `json:"text"`
	Source string `json:"source,omitempty"` // in a compilation: id of the member it was taken from
}

// MeasureClause is a measure as the dossier states it.
type MeasureClause struct {
	ID       string `json:"id"`
	Number   string `json:"number,omitempty"` // the list number in front of the text as it is written, "1、"
	Text     string `json:"text"`
	Deadline string `json:"deadline"` // as written
}

// The keys of a weekly report's three items, of a problem's dossier and of a progress report.
const (
	SectionProgress     = "progress"     // progress and results, about 300 characters, required
	SectionExperience   = "experience"   // experience and practice, at most 500 characters, required
	SectionDifficulties = "difficulties" // difficulties and suggestions, optional
	SectionProblem      = "problem"      // the problem as the inspection stated it
	SectionBody         = "body"         // what a progress report says, unless its writer divides it otherwise
)

// sealContent returns the canonical JSON of a content and its digest.
func sealContent(c Content) (text, digest string, err error) {
	raw, err := chain.Canonical(c)
	if err != nil {
		return "", "", fmt.Errorf("content: %w", err)
	}
	sum := sha256.Sum256(raw)
	return string(raw), hex.EncodeToString(sum[:]), nil
}

// ParseContent reads a stored revision's content.
func ParseContent(stored string) (Content, error) {
	var c Content
	if err := json.Unmarshal([]byte(stored), &c); err != nil {
		return c, fmt.Errorf("content: %w", err)
	}
	return c, nil
}

// Section returns the text of a section, "" when it is absent.
func (c Content) Section(key string) string {
	for _, s := range c.Sections {
		if s.Key == key {
			return s.Text
		}
	}
	return ""
}

// incomplete names what a report lacks before it may be submitted.
func incomplete(d *decision) []Reason {
	stored := d.facts.Text(models.FactContent)
	if stored == "" {
		return one(words.ContentMissing, nil)
	}
	content, err := ParseContent(stored)
	if err != nil {
		panic(err) // we wrote it
	}
	if d.subject.Kind == models.KindWeekly {
		return weeklyFaults(content, d.policies().Weekly)
	}
	return reportFaults(content)
}

// weeklyFaults names what the weekly report lacks. A long or short first item is a warning (WeeklyWarnings), not a fault.
func weeklyFaults(c Content, p WeeklyPolicy) (faults []Reason) {
	for _, key := range []string{SectionProgress, SectionExperience} {
		if textcount.Count(c.Section(key)) == 0 {
			faults = append(faults, Reason{Code: words.SectionMissing, Params: words.Params{"section": sectionLabels[key]}, Field: key})
		}
	}
	if n := textcount.Count(c.Section(SectionExperience)); n > p.ExperienceMax {
		faults = append(faults, Reason{Code: words.SectionTooLong, Field: SectionExperience,
			Params: words.Params{"section": sectionLabels[SectionExperience], "count": n, "limit": p.ExperienceMax, "over": n - p.ExperienceMax}})
	}
	return faults
}

// WeeklyWarnings names what should be looked at in a weekly report but does not stop it.
func WeeklyWarnings(c Content, p WeeklyPolicy) []Reason {
	n := textcount.Count(c.Section(SectionProgress))
	if n == 0 || n >= p.ProgressMin && n <= p.ProgressMax {
		return nil
	}
	return []Reason{{Code: words.SectionLengthUnusual, Field: SectionProgress,
		Params: words.Params{"section": sectionLabels[SectionProgress], "count": n, "min": p.ProgressMin, "max": p.ProgressMax}}}
}

func dossierFaults(d *decision) (faults []Reason) {
	if d.facts.Count(models.FactMeasures) == 0 {
		faults = append(faults, Reason{Code: words.MeasuresMissing})
	}
	if positions := d.facts.Text(models.FactUnreadableDeadlines); positions != "" {
		faults = append(faults, Reason{Code: words.DeadlinesUnreadable, Params: words.Params{"positions": positions}})
	}
	return faults
}

func reportFaults(c Content) (faults []Reason) {
	if len(c.Sections) == 0 {
		return one(words.ContentMissing, nil)
	}
	for i, s := range c.Sections {
		if strings.TrimSpace(s.Text) == "" {
			faults = append(faults, Reason{Code: words.SectionMissing, Params: words.Params{"section": s.Title}, Field: strconv.Itoa(i)})
		}
	}
	return faults
}

// sectionLabels names the items of the weekly report and the one with which a progress report begins.
var sectionLabels = map[string]words.Label{
	SectionProgress:     {ZH: "整改落实进展和成效", EN: "progress and results"},
	SectionExperience:   {ZH: "经验做法", EN: "experience and practice"},
	SectionDifficulties: {ZH: "困难问题及意见建议", EN: "difficulties and suggestions"},
	SectionBody:         {ZH: "整改进展情况", EN: "progress of the rectification"},
}
