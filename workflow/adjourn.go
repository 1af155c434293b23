package workflow

import (
	"fmt"

	"rectify/models"
	"rectify/workflow/quorum"
)

func init() { onEvent("meeting", Adjourn, adjourn) }

// decided is what the closing entry says of each item.
type decided struct {
	ItemID     string         `json:"item_id"`
	Outcome    quorum.Outcome `json:"outcome"`
	Resolution string         `json:"resolution"`
	DocumentID string         `json:"document_id,omitempty"`
	Digest     string         `json:"digest,omitempty"`
}

// adjourn closes the meeting: every item gets its outcome and resolution, and the documents that were decided on are
// approved or returned in the same transaction. That the meeting is quorate and each item is decided or was deferred, the
// conditions of the rule have seen to.
func adjourn(t *transition) error {
	view, err := ViewMeeting(t.tx, t.subject.ID)
	if err != nil {
		return err
	}
	decisions := make([]decided, len(view.Items))
	for i := range view.Items {
		item := &view.Items[i]
		if item.Outcome == quorum.Pending || item.Outcome == quorum.Deferred && item.Item.Deferral == "" {
			return fmt.Errorf("workflow: meeting %s closes on item %s, which is %s", t.subject.ID, item.Item.ID, item.Outcome)
		}
		item.Item.Outcome, item.Item.Resolution = string(item.Outcome), resolution(*item)
		decisions[i] = decided{ItemID: item.Item.ID, Outcome: item.Outcome, Resolution: item.Item.Resolution,
			DocumentID: value(item.Item.DocumentID), Digest: item.Item.Digest}
		if err := t.tx.SetMeetingItem(item.Item.ID, map[string]any{"outcome": item.Item.Outcome, "resolution": item.Item.Resolution}); err != nil {
			return err
		}
		if err := t.carryOut(*item); err != nil {
			return err
		}
	}
	t.detail = decisions
	if err := t.tx.SetMeeting(t.subject.ID, map[string]any{"closed_at": t.after.UpdatedAt}); err != nil {
		return err
	}
	return t.revise(minutes(t.subject, view), "")
}

// carryOut approves or returns the document of an item that was decided.
func (t *transition) carryOut(item ItemTally) error {
	if item.Item.DocumentID == nil || item.Outcome == quorum.Deferred {
		return nil
	}
	return t.resolve(*item.Item.DocumentID, item.Outcome == quorum.Passed, item.Item.Resolution)
}

// resolution is the sentence of an item in the minutes.
func resolution(item ItemTally) string {
	t := item.Tally
	if item.Outcome == quorum.Deferred {
		return fmt.Sprintf("会议决定，“%s”缓议。缓议原因：%s", item.Item.Title, item.Item.Deferral)
	}
	counts := fmt.Sprintf("应到%d人，实到%d人", t.Due, t.Present)
	if t.Withdrawn > 0 {
		counts += fmt.Sprintf("，回避%d人", t.Withdrawn)
	}
	counts += fmt.Sprintf("；赞成%d票，反对%d票，弃权%d票", t.For, t.Against, t.Abstain)
	switch {
	case item.Outcome == quorum.Passed:
		return fmt.Sprintf("会议审议通过“%s”（%s）。", item.Item.Title, counts)
	case item.Item.DocumentID != nil:
		return fmt.Sprintf("会议审议未通过“%s”，退回修改（%s）。", item.Item.Title, counts)
	}
	return fmt.Sprintf("会议审议未通过“%s”（%s）。", item.Item.Title, counts)
}

// names joins the names of the members with an attendance, with the reason of those who gave one.
func names(members []models.MeetingMember, attendance string) string {
	text := ""
	for _, m := range members {
		if m.Attendance != attendance {
			continue
		}
		if text != "" {
			text += "、"
		}
		text += m.Name
		if m.Reason != "" {
			text += "（" + m.Reason + "）"
		}
	}
	return text
}
