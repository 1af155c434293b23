package archiving

import (
	"fmt"
	"strings"

	"rectify/workflow/archive"
	"rectify/workflow/clock"
)

// readme is 说明文件.TXT, with the line ends of Windows.
func (p *packing) readme() string {
	lines := []string{
		"电子档案移交说明",
		"",
		"立档单位：" + archive.OneLine(p.campaign.Organisation),
		"整改专项：" + archive.OneLine(p.campaign.Name) + "（" + p.campaign.Code + "）",
		"打包时间：" + p.at.In(clock.Shanghai).Format("2006-01-02 15:04") + "（北京时间）",
		fmt.Sprintf("文件目录条目：%d 条；流转记录：%d 条，其中前 %d 条有检查点签名。", len(p.entries), p.history, p.sealed),
		"",
		"一、组织方式",
		"本包为 ZIP 文件，未加密，按 BagIt 1.0（RFC 8493）组织；data 以外的文件用于核验。",
		"  data/" + archive.CatalogueName + "        文件目录（UTF-8）",
		"  data/" + archive.Documents + "/年度/类别   公文文稿，DOCX（GB/T 9704-2012 版式或本单位模板），附流转记录；标明“草稿”者未定稿",
		"  data/" + archive.Ledgers + "               整改措施一览表和整改问题台账，XLSX",
		"  data/" + archive.EvidenceFiles + "           佐证材料原件，文件名含序号和摘要值前 12 位",
		"  data/" + archive.Records + "           流转记录（JSON 行）、检查点及其公钥",
		"",
		"二、所需软件",
		"DOCX、XLSX：WPS Office、Microsoft Office 或 LibreOffice；PDF：任意阅读器；TXT、XML、JSON：文本编辑器，编码均为 UTF-8。",
		"",
		"三、核验",
		"完整性：sha256sum -c manifest-sha256.txt，或任何 BagIt 工具；另有 manifest-sm3.txt 的，可用国密工具复核。",
		"全部核验（清单、目录、流转记录哈希链、检查点签名）：rectify archive verify 文件，无需数据库和网络。",
		"流转记录每行的 hash = SHA-256(\"sha256\" ‖ 0 ‖ canonical ‖ 0 ‖ prev_hash)，canonical 按原文字节计算；只有 hash 的行不在本包范围内。",
		"检查点为 C2SP tlog-checkpoint 签名文本，其根为按 position 次序各行 hash 的 RFC 6962 默克尔树根。",
		"",
	}
	return strings.Join(lines, "\r\n")
}
