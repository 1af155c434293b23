package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"rectify/config"
	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/archive"
	"rectify/workflow/archiving"
	"rectify/workflow/checkpoint"
	"rectify/workflow/clock"
	"rectify/workflow/document/pdf"
	"rectify/workflow/words"
)

// archiveCommand is about archive packages.
type archiveCommand struct {
	Make   archiveMake   `cmd:"" default:"withargs" help:"生成整改专项的档案包（BagIt 格式的 ZIP 文件）。"`
	Verify archiveVerify `cmd:"" help:"脱机核验档案包：清单、目录、流转记录、检查点；不需要数据库。"`
}

type archiveMake struct {
	takeout
	PDF bool `help:"每份公文另存 PDF（须装有 LibreOffice，每份约需数秒）。"`
	SM3 bool `name:"sm3" help:"除 SHA-256 清单外另附 SM3 清单。"`
}

// Run writes the package of a campaign.
func (m *archiveMake) Run(ctx context.Context, c *config.Config, o output) error {
	t, err := m.open(ctx, c, o)
	if err != nil {
		return err
	}
	defer t.store.Close()
	archivist := archiving.Archivist{Store: t.store, Engine: workflow.NewEngine(t.store, clock.System{}, t.log), Clock: clock.System{}}
	if archivist.Blobs, err = models.OpenBlobs(c.EvidenceDir()); err != nil {
		return err
	}
	if archivist.Converter, err = pdf.Find(c.Soffice); err != nil {
		return err
	}
	if key, err := checkpoint.LoadKey(c.CheckpointKey()); err == nil {
		sealing := workflow.NewEngine(t.store, clock.System{}, t.log)
		sealing.UseKey(key)
		if err := sealing.RegisterKey(ctx); err == nil {
			archivist.Engine = sealing
		}
	}
	err = m.write(func(w io.Writer) error {
		return archivist.Archive(ctx, t.viewer, workflow.Archiving{CampaignID: t.campaign.ID, PDF: m.PDF, SM3: m.SM3}, w, func(int, int) {})
	})
	if err != nil {
		return inChinese(err)
	}
	_, err = fmt.Fprintf(o.out, "档案包已写入 %s\n", m.Out)
	return err
}

type archiveVerify struct {
	File string   `arg:"" type:"existingfile" placeholder:"文件" help:"档案包。"`
	All  bool     `help:"列出全部问题；默认只报第一个。"`
	Key  []string `placeholder:"公钥" help:"核对检查点签名的公钥，应另行保管；不给出时使用包内的公钥。"`
}

// Run checks a package without the database. When something is wrong it says what and exits with 1.
func (m *archiveVerify) Run(o output) error {
	file, err := os.Open(m.File)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	s, err := archive.Verify(file, info.Size(), archive.Options{All: m.All, Keys: m.Key}, func(f archive.Fault) {
		fmt.Fprintln(o.out, "发现问题："+f.In(words.Chinese))
	})
	if err != nil {
		return err
	}
	if s.Faults > 0 {
		if m.All {
			fmt.Fprintf(o.out, "共 %d 个问题。\n", s.Faults)
		}
		return exit(1)
	}
	fmt.Fprintf(o.out, "已核验：文件 %d 个，目录 %d 条，流转记录 %d 条（其中 %d 条只有哈希），检查点 %d 个，签名覆盖前 %d 条。\n",
		s.Files, s.Catalogued, s.Entries, s.Withheld, s.Checkpoints, s.Sealed)
	if s.Checkpoints > 0 && len(m.Key) == 0 {
		fmt.Fprintln(o.out, "检查点公钥取自包内；要确认档案包出自本单位，请用 --key 给出另行保管的公钥。")
	}
	_, err = fmt.Fprintln(o.out, "未发现问题。")
	return err
}
