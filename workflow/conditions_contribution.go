package workflow

import (
	"slices"
	"strings"

	"rectify/models"
	"rectify/workflow/words"
)

// Conditions of contributions: problems, weekly and progress reports.
var (
	contentComplete = &Condition{
		Name: "content_complete", Label: words.Label{ZH: "内容完整", EN: "the content is complete"},
		needs: []models.Fact{models.FactContent, models.FactPolicies},
		check: func(d *decision) []Reason { return incomplete(d) },
	}
	dossierComplete = &Condition{
		Name: "dossier_complete", Label: words.Label{ZH: "问题有措施，且各项时限可以识别", EN: "there are measures, and every deadline can be read"},
		needs: []models.Fact{models.FactMeasures, models.FactUnreadableDeadlines},
		check: func(d *decision) []Reason { return dossierFaults(d) },
	}
	unitsSigned = &Condition{
		Name: "units_signed", Label: words.Label{ZH: "配合单位均已会签，或已说明原因", EN: "every co-operating unit has signed, or the reason why not is given"},
		needs:   []models.Fact{models.FactUnsignedUnits},
		brought: true,
		check: func(d *decision) []Reason {
			units := d.facts.Text(models.FactUnsignedUnits)
			if units == "" || reasonGiven(d.command) {
				return nil
			}
			return unexplained(words.UnitsUnsigned, words.Params{"units": units})
		},
	}
	leaderSigned = &Condition{
		Name: "leader_signed", Label: words.Label{ZH: "牵头领导已会签，或已说明原因", EN: "the lead leader has signed, or the reason why not is given"},
		needs:   []models.Fact{models.FactLeaderUnsigned, models.FactPolicies},
		brought: true,
		check: func(d *decision) []Reason {
			leader := d.facts.Text(models.FactLeaderUnsigned)
			if leader == "" || reasonGiven(d.command) || !d.policies().leaderSigns(d.subject.Kind) {
				return nil
			}
			return unexplained(words.LeaderUnsigned, words.Params{"leader": leader})
		},
	}
	latenessExplained = &Condition{
		Name: "lateness_explained", Label: words.Label{ZH: "逾期报送已说明原因", EN: "a late submission says why"},
		brought: true,
		check: func(d *decision) []Reason {
			if !late(d.subject, d.command.now) || reasonGiven(d.command) {
				return nil
			}
			return unexplained(words.LatenessUnexplained, nil)
		},
	}
	compilationOpen = &Condition{
		Name: "compilation_open", Label: words.Label{ZH: "所在汇总稿尚在起草或已退回", EN: "its compilation is drafted or returned"},
		needs: []models.Fact{models.FactCompilationState},
		check: func(d *decision) []Reason {
			switch State(d.facts.Text(models.FactCompilationState)) {
			case Drafted, Returned:
				return nil
			}
			return one(words.CompilationClosed, nil)
		},
	}
	measuresFinished = none("measures_finished", words.Label{ZH: "各项措施均通过验收（长期坚持的须佐证在有效期内）", EN: "every measure is accepted, or long-term with proof in date"},
		models.FactUnfinishedMeasures, words.MeasuresUnfinished, "positions")
	measuresProven = none("measures_proven", words.Label{ZH: "各项措施均有佐证材料", EN: "every measure has evidence"},
		models.FactUnprovenMeasures, words.MeasuresUnproven, "positions")
	newEvidence = some("new_evidence", words.Label{ZH: "有晚于办结时间的佐证材料", EN: "there is evidence later than the closing"},
		models.FactEvidenceSince, words.NewEvidenceNeeded)
	notOwnWork = &Condition{
		Name: "not_own_work", Label: words.Label{ZH: "不得办理本部门自己的事项", EN: "not by the unit that owns it"},
		check: func(d *decision) []Reason {
			if owns(d.command.Viewer, d.subject) || d.subject.UnitID != nil && slices.ContainsFunc(d.as.Grants,
				func(g models.Grant) bool { return slices.Contains(g.Behind, *d.subject.UnitID) }) {
				return one(words.OwnWork, nil)
			}
			return nil
		},
	}
	notJustUrged = &Condition{
		Name: "not_just_urged", Label: words.Label{ZH: "距上次催办已满规定间隔", EN: "the last urge is long enough ago"},
		needs: []models.Fact{models.FactUrged, models.FactPolicies},
		check: func(d *decision) []Reason {
			return d.policies().urgedRecently(d.facts.Moment(models.FactUrged), d.command.now)
		},
	}
	closedByPolicy = &Condition{
		Name: "closed_by_policy", Label: words.Label{ZH: "由专项规定的销号审核人办理", EN: "by whom the campaign's policy names"},
		needs: []models.Fact{models.FactPolicies},
		check: func(d *decision) []Reason {
			who := AuditOffice
			if d.policies().CloseBy == "party_group" {
				who = PartySecretary
			}
			if d.as.Has(who.Roles...) {
				return nil
			}
			return one(words.NotYourRole, words.Params{"roles": who.Label})
		},
	}
)

// unexplained is what the command has to say why of, in its field reason.
func unexplained(code words.Code, params words.Params) []Reason {
	return []Reason{{Code: code, Params: params, Field: "body.reason"}}
}

// reasonGiven reports whether the command says why something that should be there is not.
func reasonGiven(c *Command) bool { return strings.TrimSpace(c.Reason) != "" }
