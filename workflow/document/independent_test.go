package document

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// sample is a small table with everything that the layout merges.
func sample() *MeasureTable {
	anchor := start
	return &MeasureTable{Title: "某某局整改措施一览表", ReportingUnit: "某某局", Contact: "科员", Phone: "12345678", Anchor: &anchor, Problems: []Problem{
		{Number: "1", SuperiorNumber: "21", Text: "河岸有垃圾。", LeadLeader: "副局长甲", Unit: "市容处", Measures: []Measure{{Mark: "1、", Text: "=逐一清理。"}, {Mark: "2、", Text: "每周巡查。"}}},
		{Number: "1", SuperiorNumber: "21", Text: "排口无标牌。", LeadLeader: "副局长乙", Unit: "督察处", Measures: []Measure{{Text: "设置<标牌>&公示。"}}},
	}}
}

// every is each workbook that this package writes.
func every(t *testing.T) map[string][]byte {
	t.Helper()
	var template bytes.Buffer
	if err := WriteImportTemplate(&template, Head{Title: "某某局整改措施一览表"}, Choices{Units: []string{"市容处"}, Leaders: []string{"副局长甲"}}); err != nil {
		t.Fatal(err)
	}
	return map[string][]byte{"annex": write(t, sample()), "template": template.Bytes()}
}

// worksheet is a sheet as the standard describes it (ECMA-376 18.3.1.99), as far as it is looked at here.
type worksheet struct {
	Rows []struct {
		Cells []struct {
			Ref     string `xml:"r,attr"`
			Inline  string `xml:"is>t"`
			Formula string `xml:"f"`
		} `xml:"c"`
	} `xml:"sheetData>row"`
	Merges []struct {
		Ref string `xml:"ref,attr"`
	} `xml:"mergeCells>mergeCell"`
	Page struct {
		Orientation string `xml:"orientation,attr"`
		Paper       int    `xml:"paperSize,attr"`
		Tall        string `xml:"fitToHeight,attr"`
	} `xml:"pageSetup"`
	Footer string `xml:"headerFooter>oddFooter"`
}

// A reader that knows nothing of the library that wrote the workbook finds the table in it.
func TestIndependentReader(t *testing.T) {
	z, err := zip.NewReader(bytes.NewReader(write(t, sample())), int64(len(write(t, sample()))))
	if err != nil {
		t.Fatal(err)
	}
	part, err := z.Open("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(part)
	if err := errors.Join(err, part.Close()); err != nil {
		t.Fatal(err)
	}
	var sheet worksheet
	if err := xml.Unmarshal(content, &sheet); err != nil {
		t.Fatal(err)
	}
	cells, merges := map[string]string{}, []string{}
	for _, row := range sheet.Rows {
		for _, c := range row.Cells {
			if c.Formula != "" {
				t.Errorf("%s is calculated", c.Ref)
			}
			cells[c.Ref] = c.Inline
		}
	}
	for _, m := range sheet.Merges {
		merges = append(merges, m.Ref)
	}
	for ref, want := range map[string]string{"A1": "某某局整改措施一览表", "C2": "联系人：科员", "F3": "完成时限（自8月29日起）", "A4": "1 (21)", "A5": "", "E4": "1、=逐一清理。", "D6": "督察处", "E6": "设置<标牌>&公示。"} {
		if cells[ref] != want {
			t.Errorf("%s is %q, want %q", ref, cells[ref], want)
		}
	}
	for _, want := range []string{"A1:F1", "A4:A6", "B4:B5", "C4:C5", "D4:D5"} {
		if !strings.Contains(strings.Join(merges, " ")+" ", want+" ") {
			t.Errorf("%s is not merged: %v", want, merges)
		}
	}
	if sheet.Page.Orientation != "landscape" || sheet.Page.Paper != paperA4 || sheet.Page.Tall != "0" || !strings.Contains(sheet.Footer, "第 &P 页 共 &N 页") {
		t.Errorf("page %+v, footer %q", sheet.Page, sheet.Footer)
	}
}

// LibreOffice opens every workbook, where it is installed.
func TestLibreOfficeOpensThem(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice (soffice) is not installed: no workbook is opened with it")
	}
	for name, file := range every(t) {
		dir := t.TempDir()
		path := filepath.Join(dir, name+".xlsx")
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
		out, err := exec.CommandContext(ctx, office, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless",
			"--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", dir, path).CombinedOutput()
		cancel()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		text, err := os.ReadFile(filepath.Join(dir, name+".csv"))
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		records, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
		if err != nil || len(records) < 3 || records[0][0] != "某某局整改措施一览表" || records[2][0] != "序号" {
			t.Errorf("%s: %v, %q", name, err, records)
		}
		if name == "annex" && (len(records) != 6 || records[3][4] != "1、=逐一清理。") {
			t.Errorf("%q", records)
		}
	}
}
