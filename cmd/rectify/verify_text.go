package main

import (
	"errors"
	"fmt"

	"rectify/workflow"
	"rectify/workflow/chain"
)

// faultTexts say in Chinese what verification may find.
var faultTexts = []struct {
	err  error
	text string
}{
	{chain.ErrGap, "编号有空缺或重复"},
	{chain.ErrLink, "所记的前一条哈希值与前一条不符"},
	{chain.ErrHash, "哈希值与记录内容不符，记录可能被改动"},
	{chain.ErrState, "起始状态与前一条的状态不符"},
	{chain.ErrOrder, "时间早于前一条"},
	{chain.ErrForeign, "记录属于另一事项"},
	{workflow.ErrIllegal, "状态机中没有这一步"},
	{workflow.ErrStateDrift, "当前状态与流转记录不符"},
	{workflow.ErrVersion, "版本与记录条数不符"},
	{workflow.ErrHead, "所记的末条哈希值与最后一条不符"},
	{workflow.ErrIdentity, "种类、专项或创建人与流转记录不符"},
	{workflow.ErrNoHistory, "没有流转记录"},
	{workflow.ErrOrphan, "所属事项不存在"},
	{workflow.ErrDigest, "文稿与其摘要值不符"},
	{workflow.ErrNoRevision, "文稿与流转记录所指的不符"},
	{workflow.ErrEvidence, "佐证材料与流转记录所指的不符"},
	{workflow.ErrBytes, "佐证材料的文件缺失或与摘要值不符（请核对 --data-dir）"},
	{workflow.ErrFeed, "全部记录的总次序有空缺、重复或遗漏"},
	{workflow.ErrRoundsDrift, "轮次与重启次数不符"},
}

// faultText names the bad entry and what is wrong with it; the cause in English goes with it, for whoever looks it up.
func faultText(err error) string {
	text := ""
	for _, f := range faultTexts {
		if errors.Is(err, f.err) {
			text = f.text
			break
		}
	}
	var bad *workflow.BadEntry
	if !errors.As(err, &bad) {
		return fmt.Sprintf("%s。\n  %v", text, err)
	}
	where := fmt.Sprintf("%s“%s”", workflow.KindLabels[bad.Kind].ZH, bad.Title)
	if bad.Seq > 0 {
		where += fmt.Sprintf("第 %d 条记录", bad.Seq)
	}
	return fmt.Sprintf("%s：%s。\n  %v", where, text, err)
}
