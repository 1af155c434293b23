package archiving

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/archive"
	"rectify/workflow/chain"
	"rectify/workflow/clock"
)

// historyStep is how many entries count as one part.
const historyStep = 500

// log writes all of the log: entries of the campaign that the viewer may see as they are, the others by their hash alone.
func (p *packing) log() error {
	end, err := p.tx.FeedEnd()
	if err != nil {
		return err
	}
	_, err = p.bag.Add(archive.HistoryName, func(w io.Writer) error {
		lines := json.NewEncoder(w)
		lines.SetEscapeHTML(false)
		return p.tx.EachInLog(0, end, func(item models.FeedItem) error {
			line := archive.Line{Position: item.Position, Hash: item.Hash}
			if p.subjects[item.SubjectID] {
				canonical, err := chain.Canonical(workflow.ChainEntry(item.Entry))
				if err != nil {
					return err
				}
				line.Canonical, line.PrevHash = string(canonical), item.PrevHash
			}
			if p.history++; p.history%historyStep == 0 {
				if err := p.step(); err != nil {
					return err
				}
			}
			return lines.Encode(line)
		})
	})
	if err != nil {
		return err
	}
	p.record(1, "流转记录", archive.HistoryName, "逐条哈希的办理过程，未列正文的行为本包范围以外的记录，仅存哈希")
	return nil
}

// record enters a file about the history in the catalogue.
func (p *packing) record(number int, title, name, note string) {
	p.add(archive.Entry{Code: p.code(p.at.In(clock.Shanghai).Year(), "LZ", number), Title: title, Date: day(p.at), Files: []string{name}, Note: note})
}

// checkpoints writes the checkpoints that were taken for a decision or on demand, and the newest. The hourly ones before it
// say nothing that it does not.
func (p *packing) checkpoints() error {
	keys, err := p.tx.LogKeys()
	if err != nil {
		return err
	}
	last, err := p.tx.LastCheckpoint()
	if errors.Is(err, models.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	var text strings.Builder
	for _, key := range keys {
		text.WriteString(key.Verifier + "\n")
	}
	if err := p.bag.AddText(archive.KeysName, text.String()); err != nil {
		return err
	}
	p.record(2, "检查点公钥", archive.KeysName, "应与另行保管的公钥核对")
	for after, number := int64(0), 3; ; {
		page, err := p.tx.CheckpointsAfter(after, 500)
		if err != nil || len(page) == 0 {
			return err
		}
		for _, c := range page {
			after = c.Size
			if c.Reason == workflow.CheckpointHourly && c.Size != last.Size {
				continue
			}
			name := fmt.Sprintf("%s/%010d.txt", archive.CheckpointsDir, c.Size)
			if err := p.bag.AddText(name, c.Note); err != nil {
				return err
			}
			p.record(number, fmt.Sprintf("检查点（前 %d 条流转记录）", c.Size), name, "签署于 "+c.TakenAt.In(clock.Shanghai).Format("2006-01-02 15:04"))
			number++
			p.sealed = c.Size
		}
	}
}
