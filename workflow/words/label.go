package words

// Label is the name of a state, event, role or unit kind as people see it.
type Label struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// In returns the label in lang.
func (l Label) In(lang Lang) string {
	if lang == English {
		return l.EN
	}
	return l.ZH
}
