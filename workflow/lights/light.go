package lights

import (
	"slices"

	"rectify/workflow/words"
)

// Light is how a measure or problem stands.
type Light string

// The lights.
const (
	Green  Light = "green"  // on schedule
	Yellow Light = "yellow" // needs attention: near its limit, or claimed complete and not accepted in time
	Red    Light = "red"    // overdue, or the proof of a long-term measure has lapsed
	Grey   Light = "grey"   // long-term, with nothing to do now
	Blue   Light = "blue"   // closed out
)

// All are all lights from the worst to the best.
var All = []Light{Red, Yellow, Green, Grey, Blue}

// severity is higher for worse lights and 0 for Blue.
func (l Light) severity() int { return len(All) - 1 - slices.Index(All, l) }

// signs tell lights apart without colour: each has a word and a shape of its own, for people who cannot see the colours
// and for black-and-white print.
var signs = map[Light]struct {
	shape string
	word  words.Label
}{
	Red:    {"▲", words.Label{ZH: "逾期或佐证失效", EN: "Overdue or proof lapsed"}},
	Yellow: {"◆", words.Label{ZH: "临期或待验收", EN: "Due soon or awaiting acceptance"}},
	Green:  {"●", words.Label{ZH: "正常", EN: "On schedule"}},
	Grey:   {"■", words.Label{ZH: "长期坚持", EN: "Long-term"}},
	Blue:   {"✓", words.Label{ZH: "已销号", EN: "Closed out"}},
}

// Shape returns the one character that stands for the light where there is no colour.
func (l Light) Shape() string { return signs[l].shape }

// Label names the light for people.
func (l Light) Label() words.Label { return signs[l].word }
