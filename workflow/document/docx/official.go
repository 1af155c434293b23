package docx

import (
	"fmt"
	"strings"

	"github.com/beevik/etree"
	"github.com/golang-sql/civil"
)

// document is word/document.xml.
func (d Document) document() *etree.Document {
	doc, top := root("w:document")
	w := writer{body: element(top, "w:body")}
	marked := d.Mark != ""
	d.head(&w)
	for _, b := range d.Body {
		b.write(&w)
	}
	d.keepTogether(w.body)
	d.attachmentNote(&w)
	d.signature(&w)
	if d.Remark != "" {
		w.blank(1)
		Note(d.Remark).write(&w)
	}
	wide := false
	for _, a := range d.Annexes {
		if a.Landscape || wide {
			w.section(false, marked)
			wide = a.Landscape
			w.wide = wide
			a.write(&w, false)
			continue
		}
		a.write(&w, true)
	}
	if d.Imprint != nil && wide {
		w.section(false, marked)
		w.wide = false
	}
	if d.Imprint != nil {
		d.Imprint.write(&w)
	}
	if d.Record != nil {
		if wide = w.wide; wide {
			w.section(false, marked)
			w.wide = false
		}
		d.Record.write(&w, !wide)
	}
	w.section(true, marked)
	return doc
}

// head is everything above the text: red head, number, title, main recipient.
func (d Document) head(w *writer) {
	if d.RedHead != "" {
		d.redHead(w)
	} else if d.Number != "" {
		w.paragraph(paragraph{style: styleNumber, runs: plain(oneLine(d.Number))})
		w.blank(1)
	}
	w.paragraph(paragraph{style: styleTitle, keepNext: true, runs: plain(breakTitle(d.Title))})
	if d.Subtitle != "" {
		w.paragraph(paragraph{style: styleNumber, keepNext: true, runs: []run{{text: oneLine(d.Subtitle), font: kaiti}}})
	}
	w.blank(1)
	if d.Recipient != "" {
		w.paragraph(paragraph{style: stylePlain, runs: plain(strings.TrimRight(oneLine(d.Recipient), "：:") + "：")})
	}
}

// redHead is the issuing organ in red as large as one line takes, two lines under it the number (with the signer, on both
// sides), and 4 mm under that a red rule.
func (d Document) redHead(w *writer) {
	organ := oneLine(d.RedHead)
	size := min(100, areaWidth*4/(20*max(halfEms(organ), 1))) // half points; a half em is a quarter of that in points
	w.paragraph(paragraph{style: styleRedHead, before: headDrop, runs: []run{{text: organ, size: size}}})
	w.blank(2)
	number := paragraph{style: styleNumber, ruled: red, runs: plain(oneLine(d.Number))}
	if d.Signer != "" { // the number on the left, the signer on the right, each one character in
		gap := max(2, (areaWidth*2/character-4)-halfEms(d.Number)-halfEms("签发人："+d.Signer))
		number.align, number.left = "left", 100
		number.runs = []run{{text: oneLine(d.Number) + strings.Repeat(" ", gap) + "签发人："}, {text: oneLine(d.Signer), font: kaiti}}
	}
	w.paragraph(number)
	w.blank(2)
}

// keepTogether holds the last paragraph of the text with what follows it: a signature never stands alone on a page.
func (d Document) keepTogether(body *etree.Element) {
	children := body.ChildElements()
	last := children[len(children)-1]
	style := last.FindElement("w:pPr/w:pStyle")
	if last.Tag != "p" || style == nil || d.Organ == "" || last.FindElement("w:pPr/w:keepNext") != nil {
		return
	}
	style.Parent().InsertChildAt(style.Index()+1, etree.NewElement("w:keepNext"))
}

// attachmentNote names the annexes, one blank line under the text and two characters in.
func (d Document) attachmentNote(w *writer) {
	if len(d.Attachments) == 0 {
		return
	}
	w.blank(1)
	const label = 300 // 附件：
	for i, name := range d.Attachments {
		name, number := oneLine(name), ""
		if len(d.Attachments) > 1 {
			number = fmt.Sprintf("%d. ", i+1)
		}
		hanging := 50 * halfEms(number)
		p := paragraph{style: styleBody, keepNext: d.Organ != "", left: 200 + label + hanging, hanging: hanging, runs: plain(number + name)}
		if i == 0 {
			p.hanging += label
			p.runs = plain("附件：" + number + name)
		} else if hanging == 0 {
			p.first = -1
		}
		w.paragraph(p)
	}
}

// signature is the organ and under it the date, which ends four characters from the right; the shorter is centred on the
// longer. Two blank lines above leave room for the seal.
func (d Document) signature(w *writer) {
	if d.Organ == "" {
		return
	}
	organ, date := oneLine(d.Organ), oneLine(d.Date)
	right, organRight := 400, 400+25*(halfEms(date)-halfEms(organ))
	if organRight < 200 { // a long organ stays two characters from the edge and pushes the date in
		right, organRight = right+200-organRight, 200
	}
	w.blank(2)
	w.paragraph(paragraph{style: stylePlain, align: "right", right: organRight, keepNext: date != "", runs: plain(organ)})
	if date != "" {
		w.paragraph(paragraph{style: stylePlain, align: "right", right: right, runs: plain(date)})
	}
}

func (a Annex) write(w *writer, newPage bool) {
	first := paragraph{newPage: newPage, keepNext: true}
	if a.Label != "" {
		first.style, first.runs = styleAnnex, plain(oneLine(a.Label))
		w.paragraph(first)
		first.newPage = false
	}
	if a.Title != "" {
		first.style, first.runs = styleTitle, plain(breakTitle(a.Title))
		w.paragraph(first)
		w.blank(1)
	}
	for _, b := range a.Body {
		b.write(w)
	}
}

// DateText is a date as documents have it: 2023年9月5日; "" for the zero date.
func DateText(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day)
}
