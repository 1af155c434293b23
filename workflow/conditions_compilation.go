package workflow

import (
	"rectify/models"
	"rectify/workflow/words"
)

// Conditions of compilations and measures.
var (
	hasMembers = some("has_members", words.Label{ZH: "至少汇总一份稿件", EN: "it has at least one member"},
		models.FactMembers, words.NoMembers)
	sourcesFresh = none("sources_fresh", words.Label{ZH: "来源稿件自汇总后未变动", EN: "no source has changed since it was taken in"},
		models.FactStaleMembers, words.SourcesChanged, "titles")
	superiorReviewed = some("superior_reviewed", words.Label{ZH: "已登记上级审阅意见", EN: "the superior's review is on record"},
		models.FactSuperiorReviews, words.SuperiorReviewMissing)
	notInMeeting = &Condition{
		Name: "not_in_meeting", Label: words.Label{ZH: "不在进行中的会议议程上", EN: "it is not before an open meeting"},
		needs: []models.Fact{models.FactOpenMeetings},
		check: func(d *decision) []Reason {
			if d.facts.Count(models.FactOpenMeetings) > 0 {
				return one(words.InOpenMeeting, nil)
			}
			return nil
		},
	}
	filingComplete = &Condition{
		Name: "filing_complete", Label: words.Label{ZH: "已填发文字号、报送对象和日期", EN: "document number, recipient and date are given"},
		brought: true,
		check: func(d *decision) []Reason {
			filing, given := d.command.Payload.(Filing)
			if !given {
				return one(words.FilingIncomplete, nil)
			}
			return filing.faults()
		},
	}

	inForce = &Condition{
		Name: "in_force", Label: words.Label{ZH: "措施仍在台账中", EN: "the measure is still in its dossier"},
		needs: []models.Fact{models.FactDropped},
		check: func(d *decision) []Reason {
			if d.facts.Text(models.FactDropped) != "" {
				return one(words.MeasureDropped, nil)
			}
			return nil
		},
	}
	hasResult = &Condition{
		Name: "has_result", Label: words.Label{ZH: "已填写整改结果", EN: "the result is written"},
		needs: []models.Fact{models.FactResult},
		check: func(d *decision) []Reason {
			if d.facts.Text(models.FactResult) == "" {
				return one(words.ResultMissing, nil)
			}
			return nil
		},
	}
	hasEvidence = some("has_evidence", words.Label{ZH: "已上传佐证材料", EN: "there is evidence"},
		models.FactEvidence, words.EvidenceMissing)
)
