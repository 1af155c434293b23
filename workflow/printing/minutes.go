package printing

import (
	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/document/paper"
	"rectify/workflow/quorum"
	"rectify/workflow/words"
)

// Minutes are the minutes of a closed meeting.
func Minutes(tx models.Tx, v models.Viewer, id string, o Options) (paper.Paper, error) {
	d, err := open(tx, v, id, o, models.KindMeeting)
	if err != nil {
		return nil, err
	}
	if workflow.State(d.subject.State) != workflow.Adjourned {
		return nil, workflow.Refuse(workflow.NotFound, words.MinutesNotYet, nil)
	}
	view, err := workflow.ViewMeeting(tx, id)
	if err != nil {
		return nil, err
	}
	f, err := d.front()
	if err != nil {
		return nil, err
	}
	f.Title = d.subject.Title + "纪要"
	held := view.Meeting.HeldAt
	f.Date, f.Printed = dayOf(&held), dayOf(view.Meeting.ClosedAt)
	m := paper.Minutes{Front: f, HeldAt: held, Place: view.Meeting.Place, Chair: view.Meeting.ChairName, Recorder: view.Meeting.RecorderName,
		Due: len(view.Members), Observers: view.ObserverNames()}
	for _, member := range view.Members {
		name := member.Name
		if member.Reason != "" {
			name += "（" + member.Reason + "）"
		}
		switch member.Attendance {
		case workflow.Present:
			m.Present = append(m.Present, member.Name)
		case workflow.OnLeave:
			m.Leave = append(m.Leave, name)
		case workflow.Absent:
			m.Absent = append(m.Absent, name)
		}
		if member.WrittenOpinion != "" && member.Attendance != workflow.Present {
			m.Written = append(m.Written, member.Name)
		}
	}
	for _, item := range view.Items {
		m.Items = append(m.Items, itemOf(view, item))
	}
	return m, nil
}

func itemOf(view workflow.MeetingView, item workflow.ItemTally) paper.Item {
	t := item.Tally
	i := paper.Item{Title: item.Item.Title, Resolution: item.Item.Resolution, For: t.For, Against: t.Against,
		Abstain: t.Abstain, Withdrawn: view.Withdrawn(item.Item.ID)}
	if item.Item.Outcome != "" {
		i.Outcome = quorum.Outcome(item.Item.Outcome).Label().ZH
	}
	if item.Document != nil {
		i.Document, i.Revision, i.Digest = item.Document.Title, item.Item.Revision, item.Item.Digest
	}
	return i
}
