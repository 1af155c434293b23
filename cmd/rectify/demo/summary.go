package demo

import (
	"fmt"
	"strings"
)

// summary shows where the campaign stands at the end, and that its history holds.
func (s *story) summary() {
	audit := s.who("audit.head")
	s.summariseProblems(audit)
	s.summariseCycles(audit)
	s.verify()
}

func (s *story) print(format string, args ...any) {
	if s.err == nil {
		fmt.Fprintf(s.Out, format, args...)
	}
}

// summariseProblems prints the ledger and the rates.
func (s *story) summariseProblems(p *person) {
	var page struct {
		Items []struct {
			Number  string
			Above   string `json:"superior_number"`
			Text    string
			Unit    string `json:"unit_name"`
			State   label
			Light   string
			Round   int
			Version int64
			Proofs  int `json:"evidence"`
		}
	}
	p.get("/problems?campaign_id="+s.campaign, &page)
	s.print("  问题台账\n")
	s.print("    %s%s%s%s%s%s\n", pad("编号", 10), pad("责任部门", 12), pad("状态", 14), pad("灯", 8), pad("轮次", 6), "佐证")
	for _, item := range page.Items {
		s.print("    %s%s%s%s%s%d\n", pad(item.Number+" ("+item.Above+")", 10), pad(item.Unit, 12), pad(item.State.Label, 14), pad(lamps[item.Light], 8),
			pad(fmt.Sprint(item.Round), 6), item.Proofs)
	}
	var stats struct{ Problems, Measures standing }
	p.get("/campaigns/"+s.campaign+"/statistics", &stats)
	s.print("  问题 %s\n  措施 %s\n", stats.Problems, stats.Measures)
	s.expect(stats.Problems.Total == len(annex), "统计应有%d个问题：%+v", len(annex), stats.Problems)
}

var lamps = map[string]string{"red": "红", "yellow": "黄", "green": "绿", "grey": "灰", "blue": "蓝"}

// standing counts problems or measures.
type standing struct {
	Total    int
	Complete int
	States   []struct {
		State label
		Count int
	}
	Lights []struct {
		Light label
		Shape string
		Count int
	}
}

// String is the counts on one line.
func (c standing) String() string {
	parts := make([]string, 0, len(c.States))
	for _, x := range c.States {
		parts = append(parts, fmt.Sprintf("%s%d", x.State.Label, x.Count))
	}
	lights := make([]string, 0, len(c.Lights))
	for _, x := range c.Lights {
		lights = append(lights, fmt.Sprintf("%s%s%d", x.Shape, x.Light.Label, x.Count))
	}
	return fmt.Sprintf("共%d：%s；灯：%s；完成率 %d/%d", c.Total, strings.Join(parts, "、"), strings.Join(lights, "、"), c.Complete, c.Total)
}

// summariseCycles prints who has handed in what.
func (s *story) summariseCycles(p *person) {
	var matrix struct {
		Cycles []cycle
		Units  []struct {
			Unit  string
			Cells []struct{ Status label }
		}
	}
	p.get("/campaigns/"+s.campaign+"/cycles/matrix", &matrix)
	s.print("  周报报送情况\n    %s", pad("单位", 12))
	for _, c := range matrix.Cycles {
		s.print("%s", pad(c.DueOn[5:], 12))
	}
	s.print("\n")
	for _, u := range matrix.Units {
		s.print("    %s", pad(u.Unit, 12))
		for _, cell := range u.Cells {
			s.print("%s", pad(cell.Status.Label, 12))
		}
		s.print("\n")
	}
	s.expect(len(matrix.Units) == len(divisions), "应有%d个单位报送周报，实有%d个", len(divisions), len(matrix.Units))
}

// verify replays all history.
func (s *story) verify() {
	if s.err != nil {
		return
	}
	v, err := s.Verify(s.ctx)
	if s.fail(err) {
		return
	}
	s.print("  核验：重放全部流转记录，对象%d个、记录%d条、文稿版本%d个，状态、编号、哈希链一致\n", v.Subjects, v.Entries, v.Revisions)
	s.print("  共%d步，另有%d次应当拒绝的操作均被拒绝\n", s.steps, s.refusals)
}
