//go:build !unix

package pdf

import "os/exec"

// alone leaves the command as it is: where there are no process groups, only the command itself is killed.
func alone(*exec.Cmd) {}
