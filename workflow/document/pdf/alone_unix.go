//go:build unix

package pdf

import (
	"os/exec"
	"syscall"
)

// alone gives a command a process group of its own, and kills the whole of it when its time is over: soffice is a script
// that starts the program that works.
func alone(command *exec.Cmd) {
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	command.Cancel = func() error { return syscall.Kill(-command.Process.Pid, syscall.SIGKILL) }
}
