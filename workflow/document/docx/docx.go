// Package docx writes official documents in the form of GB/T 9704-2012 as DOCX, and fills the office's own Word templates.
// It knows words, paragraphs and pages; what a plan or a bulletin consists of stands in package paper.
//
// Fonts are named and never shipped: 仿宋_GB2312, 楷体_GB2312, 黑体, 宋体 and 方正小标宋简体 are on every office machine in
// China. The font table gives each an alternative for machines that lack it.
package docx

import "time"

// Document is one official document. What is empty is not printed.
type Document struct {
	RedHead     string   // the issuing organ, in red over a red rule
	Number      string   // of the document: 机关代字〔2023〕5号
	Signer      string   // 签发人, of a document that goes up; printed in the head only
	Title       string   //
	Subtitle    string   // under the title: （第3期）
	Recipient   string   // main recipient, without the colon
	Body        []Block  //
	Attachments []string // names for the attachment note
	Organ       string   // who signs
	Date        string   // of the signature, as DateText writes it
	Remark      string   // small, under the date
	Annexes     []Annex  // each begins on a new page
	Imprint     *Imprint // at the foot of the last page
	Record      *Annex   // what the office keeps with the document and does not send: behind the imprint
	Mark        string   // of a draft, on top of every page
	Properties  Properties
}

// Block is a part of the text: Text, Heading, Labelled, Line, Note or *Table.
type Block interface{ write(w *writer) }

// Annex is what follows the document on its own pages.
type Annex struct {
	Label     string // 附件1; "" for none
	Title     string
	Landscape bool // for wide tables
	Body      []Block
}

// Imprint (版记) says to whom copies go, and who printed the document when.
type Imprint struct {
	CopyTo string // 抄送, as it is printed
	Office string // 印发机关
	Date   string // 印发日期
}

// Properties are what the file says of itself. The same properties and text give the same bytes.
type Properties struct {
	Author   string            // the issuing organ
	Made     time.Time         // of the text, not of the file
	Revision int               // number of the text's revision
	Custom   map[string]string // shown under "custom" in Word
}
