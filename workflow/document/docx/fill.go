package docx

import (
	"slices"
	"strings"

	"github.com/beevik/etree"
)

// has reports whether a mark's name is a field. Of a list that has no rows now, any column may exist.
func (f Fields) has(name string) bool {
	if _, is := f.Values[name]; is {
		return true
	}
	list, column, dotted := strings.Cut(name, ".")
	rows, is := f.Lists[list]
	if !dotted || !is {
		return false
	}
	if len(rows) == 0 {
		return true
	}
	_, is = rows[0][column]
	return is
}

// listsIn names the lists whose fields are marked below an element.
func (f Fields) listsIn(e *etree.Element) []string {
	var lists []string
	for _, m := range mark.FindAllStringSubmatch(allText(e), -1) {
		list, _, dotted := strings.Cut(m[1], ".")
		if _, is := f.Lists[list]; is && dotted && !slices.Contains(lists, list) {
			lists = append(lists, list)
		}
	}
	return lists
}

// fill puts values in place of the marks below an element.
func (f Fields) fill(e *etree.Element) {
	f.repeat(e)
	for _, p := range e.FindElements(".//w:p") {
		fillParagraph(p, f.Values)
	}
}

// repeat makes of what is marked with a list's fields one for each of its rows: of a row of a table, or of neighbouring
// paragraphs.
func (f Fields) repeat(e *etree.Element) {
	for i := 0; i < len(e.ChildElements()); i++ {
		children := e.ChildElements()
		child := children[i]
		repeated := child.Tag == "tr" && child.FindElement(".//w:tbl") == nil || child.Tag == "p"
		lists := []string(nil)
		if repeated {
			lists = f.listsIn(child)
		}
		if len(lists) == 0 {
			f.repeat(child)
			continue
		}
		end := i + 1
		for child.Tag == "p" && end < len(children) && children[end].Tag == "p" && slices.Contains(f.listsIn(children[end]), lists[0]) {
			end++
		}
		i += f.multiply(e, children[i:end], lists[0]) - 1
	}
}

// multiply replaces neighbouring elements by as many copies of them as the list has rows, and says how many elements
// stand there now. What would leave a table or a cell empty stays once, without values.
func (f Fields) multiply(parent *etree.Element, block []*etree.Element, list string) int {
	rows := f.Lists[list]
	if len(rows) == 0 {
		rows = []map[string]string{{}}
	}
	at, count := block[0].Index(), 0
	var filled []*etree.Element
	for _, row := range rows {
		values := f.row(list, row)
		for _, original := range block {
			copied := original.Copy()
			parent.InsertChildAt(at, copied)
			at++
			count++
			if copied.Tag == "p" {
				if n := fillParagraph(copied, values); n > 1 {
					at += n - 1
					count += n - 1
				}
				continue
			}
			for _, p := range copied.FindElements(".//w:p") {
				fillParagraph(p, values)
			}
			filled = append(filled, copied)
		}
	}
	if len(filled) > 1 {
		f.merge(block[0], filled, list)
	}
	for _, original := range block {
		parent.RemoveChild(original)
	}
	return count
}

// row is the values with those of one row of a list, which the list's name stands before.
func (f Fields) row(list string, row map[string]string) map[string]string {
	values := map[string]string{}
	for name, value := range f.Values {
		values[name] = value
	}
	for column, value := range row {
		values[list+"."+column] = value
	}
	return values
}

// fillParagraph puts values in place of the marks of one paragraph, also of a mark that Word has split over runs. A mark
// without a value becomes empty. A value of several lines that stands alone makes a paragraph of each; the number of
// paragraphs is the result.
func fillParagraph(p *etree.Element, values map[string]string) int {
	text := textOf(p)
	found := mark.FindAllStringSubmatchIndex(text, -1)
	if len(found) == 0 {
		return 1
	}
	if len(found) == 1 && strings.TrimSpace(text) == text[found[0][0]:found[0][1]] {
		if paragraphs := lines(values[text[found[0][2]:found[0][3]]]); len(paragraphs) > 1 {
			return spread(p, found[0], paragraphs)
		}
	}
	for _, m := range slices.Backward(found) {
		replace(p, m[0], m[1], strings.Join(lines(values[text[m[2]:m[3]]]), "\n"))
	}
	return 1
}

// spread makes of a paragraph one for each line. Headings among the lines look like headings, and stay with what follows.
func spread(p *etree.Element, m []int, paragraphs []string) int {
	parent := p.Parent()
	for i, line := range paragraphs {
		copied := p.Copy()
		if keep := copied.FindElement("w:pPr/w:keepNext"); keep != nil && i < len(paragraphs)-1 {
			keep.Parent().RemoveChild(keep) // only the last one stands before what it is to stay with
		}
		parent.InsertChildAt(p.Index(), copied)
		replace(copied, m[0], m[1], line)
		if level := HeadingLevel(line); level > 0 && !strings.Contains(line, "。") && len([]rune(line)) <= longestHeading {
			asHeading(copied, headings[level-1].font)
		}
	}
	parent.RemoveChild(p)
	return len(paragraphs)
}

func asHeading(p *etree.Element, f font) {
	properties := p.SelectElement("w:pPr")
	if properties == nil {
		properties = etree.NewElement("w:pPr")
		p.InsertChildAt(0, properties)
	}
	if properties.SelectElement("w:keepNext") == nil {
		at := 0
		if style := properties.SelectElement("w:pStyle"); style != nil {
			at = style.Index() + 1
		}
		properties.InsertChildAt(at, etree.NewElement("w:keepNext"))
	}
	for _, r := range p.FindElements(".//w:r") {
		own := r.SelectElement("w:rPr")
		if own == nil {
			own = etree.NewElement("w:rPr")
			r.InsertChildAt(0, own)
		}
		if fonts := own.SelectElement("w:rFonts"); fonts != nil {
			own.RemoveChild(fonts)
		}
		holder := etree.NewElement("w:rPr")
		writeFont(holder, f)
		at := 0
		if style := own.SelectElement("w:rStyle"); style != nil {
			at = style.Index() + 1
		}
		own.InsertChildAt(at, holder.ChildElements()[0])
	}
}
