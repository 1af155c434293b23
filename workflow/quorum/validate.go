package quorum

import (
	"errors"
	"fmt"
)

// Validate reports every fault of the rules. An office may be stricter than the regulation and never laxer: half of the
// members due is the floor of quorum and majority [V], and a personnel matter never needs fewer than an ordinary one.
func (r Rules) Validate() error {
	quorum := share("quorum", r.QuorumNum, r.QuorumDen)
	special := share("special quorum", r.SpecialNum, r.SpecialDen)
	majority := share("majority", r.MajorityNum, r.MajorityDen)
	if quorum == nil && 2*r.QuorumNum < r.QuorumDen {
		quorum = fmt.Errorf("quorum %d/%d is below one half", r.QuorumNum, r.QuorumDen)
	}
	if quorum == nil && special == nil && r.SpecialNum*r.QuorumDen < r.QuorumNum*r.SpecialDen {
		special = fmt.Errorf("special quorum %d/%d is below the quorum %d/%d", r.SpecialNum, r.SpecialDen, r.QuorumNum, r.QuorumDen)
	}
	if majority == nil && 2*r.MajorityNum < r.MajorityDen {
		majority = fmt.Errorf("majority %d/%d is below one half", r.MajorityNum, r.MajorityDen)
	}
	if majority == nil && r.MajorityNum == r.MajorityDen {
		majority = errors.New("majority must be below one: more than all members cannot vote for an item")
	}
	return errors.Join(quorum, special, majority)
}

// maxTerm bounds numerator and denominator, so that no product can overflow.
const maxTerm = 1000

func share(name string, num, den int) error {
	if num < 1 || den < 1 || num > den || den > maxTerm {
		return fmt.Errorf("%s %d/%d is not a share: want 1 <= numerator <= denominator <= %d", name, num, den, maxTerm)
	}
	return nil
}
