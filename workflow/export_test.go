package workflow

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"reflect"
	"strings"
	"testing"

	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/deadline"
	"rectify/workflow/document"
)

func (o *office) export(t testing.TB, login string, x Export) []byte {
	t.Helper()
	var b bytes.Buffer
	if x.Filter.CampaignID == "" {
		x.Filter.CampaignID = o.Campaign.ID
	}
	if err := o.engine.WriteExport(t.Context(), o.People[login], x, &b, func(int, int) {}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func (o *office) readTable(t testing.TB, file []byte) *document.MeasureTable {
	t.Helper()
	table, _, err := o.engine.ReadImport(t.Context(), o.Campaign, bytes.NewReader(file), int64(len(file)), "annex.xlsx", nil)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// content is everything of a table but where it stands in the file and what was remarked about that.
func content(table *document.MeasureTable) document.MeasureTable {
	c := *table
	c.Findings, c.Columns, c.Problems = nil, nil, nil
	for _, p := range table.Problems {
		p.Rows = document.Span{}
		measures := append([]document.Measure{}, p.Measures...)
		for i := range measures {
			measures[i].Row = 0
		}
		p.Measures = measures
		c.Problems = append(c.Problems, p)
	}
	return c
}

// roundTrip imports a file, exports it, imports that into a fresh campaign of another database, and exports again: the three
// tables and the two ledgers are the same, field by field.
func roundTrip(t *testing.T, file []byte) {
	t.Helper()
	first := newOffice(t, testdb.SQLite(t))
	table := first.readTable(t, file)
	if _, err := first.importTable(t, Import{Table: table, CreateUnits: true}); err != nil {
		t.Fatal(err)
	}
	exported := first.export(t, "audit.officer", Export{Layout: "annex", Format: "xlsx"})
	again := first.readTable(t, exported)
	if !reflect.DeepEqual(content(table), content(again)) {
		t.Errorf("the export is another table:\n%+v\nwas\n%+v", content(again), content(table))
	}
	result, err := first.importTable(t, Import{Table: again})
	if err != nil || result.Created != 0 {
		t.Errorf("imported over itself: %d created, %v", result.Created, err)
	}
	for _, p := range result.Problems {
		if p.Status != ImportSame {
			t.Errorf("%s is %s: %+v", p.Number, p.Status, p.Differences)
		}
	}
	second := newOffice(t, testdb.SQLite(t))
	if _, err := second.importTable(t, Import{Table: again, CreateUnits: true}); err != nil {
		t.Fatal(err)
	}
	last := second.readTable(t, second.export(t, "audit.officer", Export{Layout: "annex", Format: "xlsx"}))
	if !reflect.DeepEqual(content(table), content(last)) {
		t.Errorf("the second export is another table:\n%+v\nwas\n%+v", content(last), content(table))
	}
}

// TestRoundTripRealAnnex is the round trip of the annex of a real plan; the file is not part of the repository.
func TestRoundTripRealAnnex(t *testing.T) {
	name := os.Getenv("RECTIFY_SEED_ANNEX")
	if name == "" {
		t.Skip("RECTIFY_SEED_ANNEX names no file: the real annex is not taken round")
	}
	file, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	roundTrip(t, file)
}

// madeUp is a table with what the real one has: a number under two leaders, list numbers of several kinds and none, a
// status in the column of deadlines, co-operating units, a text that needs more than one row.
func madeUp() *document.MeasureTable {
	anchor := day(8, 29)
	base := deadline.Base{Date: anchor}
	m := func(position int, mark, number, text, due string) document.Measure {
		return document.Measure{Position: position, Mark: mark, Number: number, Text: text, Deadline: deadline.Parse(due, base)}
	}
	return &document.MeasureTable{
		Title: "某区某局问题整改措施一览表", ReportingUnit: "某区某局", Contact: "综合科科员", Phone: "021-12345678", Anchor: &anchor,
		Problems: []document.Problem{
			{Number: "1", SuperiorNumber: "21", Text: "河岸有垃圾。", LeadLeader: "副局长甲", Unit: "环卫处", CoUnits: []string{"东镇", "西街道"},
				Measures: []document.Measure{m(1, "1、", "1", "逐一清理。", "已完成"), m(2, "2、", "2", "每周巡查。", "长期坚持")}},
			{Number: "1", SuperiorNumber: "21", Text: "排口无标牌。", LeadLeader: "副局长乙", Unit: "建设处", CoUnits: []string{},
				Measures: []document.Measure{m(1, "", "", "设置标牌。"+strings.Repeat("逐个排口登记造册并公示责任人。", 80), "自9月7日起至8日")}},
			{Number: "2", Text: strings.Repeat("转运合同到期未招标，", 60) + "应予纠正。", LeadLeader: "副局长甲", Unit: "环卫处", CoUnits: []string{},
				Measures: []document.Measure{m(1, "（1）", "1", "=重新招标", "9月底"), m(2, "（2）", "2", "举一反三。", "9月底")}},
		},
	}
}

func TestRoundTrip(t *testing.T) {
	var b bytes.Buffer
	if err := document.WriteMeasureTable(&b, madeUp()); err != nil {
		t.Fatal(err)
	}
	roundTrip(t, b.Bytes())
}

// hostile are texts that a spreadsheet could take for something to do.
var hostile = []string{"=1+1", "+86 021", "-1+1", "@SUM(A1)", "\tx", "\rx", "=HYPERLINK(\"http://x.example\",\"点击\")", "＝1+1", " =1+1", "<f>1</f>", "]]>&amp;<!--"}

// Nothing that somebody typed is calculated or followed: the workbook has no formula and no link that leads out of it, a
// CSV file no cell that begins like a formula.
func TestExportOfHostileTexts(t *testing.T) {
	o := newOffice(t, testdb.SQLite(t))
	table := someTable()
	for i, text := range hostile {
		table.Problems = append(table.Problems, document.Problem{Number: "9", Text: text + "。", LeadLeader: text, Unit: "环卫处",
			Measures: []document.Measure{{Position: 1, Text: text + strings.Repeat("字", i), Deadline: deadline.Parse(text, deadline.Base{Date: day(8, 29)})}}})
	}
	if _, err := o.importTable(t, Import{Table: table}); err != nil {
		t.Fatal(err)
	}
	for _, layout := range []string{"annex", "ledger"} {
		for name, part := range parts(t, o.export(t, "audit.officer", Export{Layout: layout, Format: "xlsx"})) {
			for _, element := range elements(t, part) {
				if element.Name.Local == "f" || element.Name.Local == "hyperlink" || strings.Contains(name, "externalLink") {
					t.Errorf("%s: <%s>", name, element.Name.Local)
				}
				for _, a := range element.Attr {
					if a.Name.Local == "TargetMode" && a.Value == "External" {
						t.Errorf("%s leads out", name)
					}
				}
			}
		}
		records, err := csv.NewReader(bytes.NewReader(o.export(t, "audit.officer", Export{Layout: layout, Format: "csv"}))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if len(records) != 1+4+len(hostile) || !strings.HasPrefix(records[0][0], "\ufeff") {
			t.Errorf("%s: %d records, the first begins with %q", layout, len(records), records[0][0])
		}
		for _, record := range records[1:] {
			for _, cell := range record {
				if bare := strings.TrimLeft(cell, " \u3000"); bare != "" && strings.ContainsRune("=+-@\t\r＝＋－＠", []rune(bare)[0]) {
					t.Errorf("%s: a cell begins with %q", layout, cell)
				}
			}
		}
	}
}

// parts unpacks a workbook without the library that made it.
func parts(t *testing.T, file []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][]byte{}
	for _, f := range z.File {
		part, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		found[f.Name], err = io.ReadAll(part)
		if err := errors.Join(err, part.Close()); err != nil {
			t.Fatal(err)
		}
	}
	return found
}

func elements(t *testing.T, part []byte) (list []xml.StartElement) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(part))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return list
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, is := token.(xml.StartElement); is {
			list = append(list, e.Copy())
		}
	}
}

// An export holds what the list would show: the same viewer, the same filter, in pages of the same order.
func TestExportIsTheList(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		if _, err := o.importTable(t, Import{Table: someTable()}); err != nil {
			t.Fatal(err)
		}
		due := day(9, 10)
		filters := map[string]models.ProblemFilter{"all": {}, "by unit": {UnitIDs: []string{o.Units["building"].ID}}, "by state": {States: []string{"filed"}},
			"by text": {Text: "招标"}, "by day": {DueTo: &due}, "to confirm": {NeedsConfirm: true}, "by leader": {LeadUserID: o.People["leader"].UserID}}
		for name, filter := range filters {
			filter.CampaignID = o.Campaign.ID
			for _, login := range []string{"audit.officer", "building.head", "town.head", "system"} {
				listed, err := store.View(t.Context()).Problems(o.People[login], filter, models.ProblemKey{}, 100, false)
				if err != nil {
					t.Fatal(err)
				}
				records, err := csv.NewReader(bytes.NewReader(o.export(t, login, Export{Layout: "annex", Format: "csv", Filter: filter}))).ReadAll()
				if err != nil {
					t.Fatal(err)
				}
				var want, got []string
				for _, p := range listed {
					for range p.Measures {
						want = append(want, p.Text+p.UnitName)
					}
				}
				for _, r := range records[1:] {
					got = append(got, r[1]+r[3])
				}
				if strings.Join(got, "|") != strings.Join(want, "|") {
					t.Errorf("%s for %s: %q, the list has %q", name, login, got, want)
				}
			}
		}
	})
}
