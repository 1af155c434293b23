package calendar

import (
	"fmt"

	"github.com/golang-sql/civil"
)

// AddWorkdays returns the n-th working day after d, or before it when n is negative. As with every period in law, d
// itself is not counted (Civil Code, Art. 201) and need not be a known day. With n = 0 it returns d, working day or not.
// It fails as Workday does as soon as the count reaches a day without an answer.
func (c *Calendar) AddWorkdays(d civil.Date, n int) (civil.Date, error) {
	if !d.IsValid() {
		return civil.Date{}, fmt.Errorf("calendar: %v is not a date", d)
	}
	step := 1
	if n < 0 {
		step = -1
	}
	for n != 0 {
		d = d.AddDays(step)
		works, err := c.Workday(d)
		if err != nil {
			return civil.Date{}, err
		}
		if works {
			n -= step
		}
	}
	return d, nil
}

// NextWorkday returns the first working day after d.
func (c *Calendar) NextWorkday(d civil.Date) (civil.Date, error) { return c.AddWorkdays(d, 1) }

// PreviousWorkday returns the last working day before d.
func (c *Calendar) PreviousWorkday(d civil.Date) (civil.Date, error) { return c.AddWorkdays(d, -1) }
