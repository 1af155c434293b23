package main

import (
	"context"
	"os/user"

	"rectify/models"
)

// fromConsole says in the context, for the audit log, that a command of the machine's console is at work, which one, and
// under which account of the machine.
func fromConsole(ctx context.Context, command string) context.Context {
	account := "?"
	if u, err := user.Current(); err == nil {
		account = u.Username
	}
	return models.WithOrigin(ctx, models.Origin{Operation: "console", UserAgent: "rectify " + command + " (" + account + ")"})
}
