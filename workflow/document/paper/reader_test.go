package paper_test

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gomutex/godocx"
	"github.com/gomutex/godocx/wml/ctypes"
)

// textOf reads a document with a library that is not ours: the paragraphs of the text and of its tables.
func textOf(t *testing.T, file []byte) []string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "document.docx")
	if err := os.WriteFile(name, file, 0o600); err != nil {
		t.Fatal(err)
	}
	d, err := godocx.OpenDocument(name)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, child := range d.Document.Body.Children {
		if child.Para != nil {
			list = append(list, words(*child.Para.GetCT()))
		}
	}
	return append(list, tableTexts(t, file)...)
}

// tableTexts are the paragraphs of the tables, which the library reads but does not hand out.
func tableTexts(t *testing.T, file []byte) (list []string) {
	t.Helper()
	decoder := xml.NewDecoder(strings.NewReader(partOf(t, file, "word/document.xml")))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return list
		}
		if err != nil {
			t.Fatal(err)
		}
		start, is := token.(xml.StartElement)
		if !is || start.Name.Local != "tbl" {
			continue
		}
		var table ctypes.Table
		if err := decoder.DecodeElement(&table, &start); err != nil {
			t.Fatal(err)
		}
		for _, row := range table.RowContents {
			for _, cell := range row.Row.Contents {
				for _, inner := range cell.Cell.Contents {
					list = append(list, words(*inner.Paragraph))
				}
			}
		}
	}
}

func words(p ctypes.Paragraph) string {
	var b strings.Builder
	for _, child := range p.Children {
		if child.Run == nil {
			continue
		}
		for _, piece := range child.Run.Children {
			if piece.Text != nil {
				b.WriteString(piece.Text.Text)
			}
		}
	}
	return b.String()
}

// A reader that is not ours finds every kind's words.
func TestIndependentReader(t *testing.T) {
	for name, wanted := range map[string][]string{
		"plan":      {"滨河区城市运行管理局党组巡察反馈意见集中整改工作方案", "一、总体要求", "附件：整改措施一览表", "2023年9月5日", "牵头领导", "9月15日前"},
		"weekly":    {"环境卫生处整改工作周报", "局审计办公室：", "三、困难及建议"},
		"bulletin":  {"（第1期）", "二、督察检查处", "流转记录检查点：2023-09-14 16:00 · 第128号 · 9f3a-27bc-51d0-e84a", "审计专员（代审计办公室主任）"},
		"progress":  {"二、取得的成效", "2023年9月25日"},
		"situation": {"中共滨河区城市运行管理局党组文件", "滨运党〔2023〕18号", "区委巡察工作领导小组办公室："},
		"minutes":   {"出席：党组书记、分管副局长甲、分管副局长乙、分管副局长丙、纪检组组长", "请假：总工程师（外出学习）", "分管副局长乙回避，未参加本议题表决。"},
		"close_out": {"责任单位申请", "夜间值守点已移交属地。", "等5件"},
		"filing":    {"附件：1. 滨河区城市运行管理局党组巡察反馈意见集中整改工作方案", "特此报告。"},
	} {
		text := "\n" + strings.Join(textOf(t, written(t, name)), "\n") + "\n"
		for _, want := range wanted {
			if !strings.Contains(text, "\n"+want+"\n") {
				t.Errorf("%s lacks the line %s in\n%s", name, want, text)
			}
		}
	}
}

// LibreOffice opens every kind, where it is installed.
func TestLibreOffice(t *testing.T) {
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("soffice is not on this machine: no second reader")
	}
	if testing.Short() {
		t.Skip("starting LibreOffice takes seconds")
	}
	dir := t.TempDir()
	args := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", "txt:Text", "--outdir", dir}
	for name := range demo() {
		file := filepath.Join(dir, name+".docx")
		if err := os.WriteFile(file, written(t, name), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, file)
	}
	command := exec.CommandContext(t.Context(), soffice, args...)
	command.WaitDelay = time.Second
	out, err := command.CombinedOutput()
	if strings.Contains(string(out), "source file could not be loaded") {
		t.Skipf("soffice cannot read documents (is its writer installed?): %s", out)
	}
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for name, p := range demo() {
		text, err := os.ReadFile(filepath.Join(dir, name+".txt"))
		if err != nil || !strings.Contains(string(text), p.Document().Title[:21]) {
			t.Errorf("%s: %v, %.300s", name, err, text)
		}
	}
}
