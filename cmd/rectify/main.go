// Command rectify carries a rectification campaign from the inspection's problems to the filed report.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"rectify/config"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// cli is the command line. Every subcommand is a struct with a Run method in a file of its own.
type cli struct {
	config.Config

	Serve       serveCommand       `cmd:"" help:"启动服务。"`
	User        userCommand        `cmd:"" help:"在本机控制台管理账号（初始化与应急）。"`
	Healthcheck healthcheckCommand `cmd:"" help:"询问本机的服务是否就绪，供容器使用。"`
	Version     versionCommand     `cmd:"" help:"输出版本。"`

	Migrate  migrateCommand  `cmd:"" help:"升级数据库结构，或查看升级状态。"`
	Import   importCommand   `cmd:"" help:"导入整改措施一览表，或预览导入结果。"`
	Verify   verifyCommand   `cmd:"" help:"重放全部流转记录，核对状态、编号、哈希链与检查点。"`
	Keys     keysCommand     `cmd:"" help:"查看或更换检查点密钥。"`
	Export   exportCommand   `cmd:"" help:"导出一览表或台账，或全部流转记录。"`
	Archive  archiveCommand  `cmd:"" help:"生成或脱机核验整改专项的档案包。"`
	Audit    auditCommand    `cmd:"" help:"导出审计日志。"`
	Demo     demoCommand     `cmd:"" help:"在空数据库上以各方身份走完一次整改全程，然后继续提供服务。"`
	Machines machinesCommand `cmd:"" help:"输出状态机（图、权限表或 JSON）。"`
}

// output is where a command prints: results to out, everything else to err.
type output struct{ out, err io.Writer }

// exit is an error that a command has already reported.
type exit int

// Error says the code, for tests.
func (e exit) Error() string { return fmt.Sprintf("exit %d", int(e)) }

// run parses the arguments and runs one subcommand. It returns the process's exit code: 0 done, 1 failed, 2 wrong usage.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var c cli
	code := -1 // set when kong itself ends the program, as for --help
	parser, err := kong.New(&c, kong.Name("rectify"), kong.Description("整改：巡视整改流程引擎。"), kong.UsageOnError(),
		kong.Writers(stdout, stderr), kong.Exit(func(n int) { code = n }),
		kong.Bind(output{stdout, stderr}, &c.Config))
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	parser.Model.HelpFlag.Help = "显示说明。"
	command, err := parser.Parse(args)
	if code >= 0 {
		return code
	}
	if err != nil {
		fmt.Fprintln(stderr, "rectify:", err)
		return 2
	}
	command.BindTo(fromConsole(ctx, command.Command()), (*context.Context)(nil))
	var reported exit
	switch err := command.Run(); {
	case errors.As(err, &reported):
		return int(reported)
	case err != nil:
		fmt.Fprintln(stderr, "rectify:", err)
		return 1
	}
	return 0
}
