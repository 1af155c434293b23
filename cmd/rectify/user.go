package main

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"rectify/config"
	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/clock"
)

// userCommand is for the console of the machine: to begin with, and when nobody can sign in any more. What it does is
// recorded like what administrators do.
type userCommand struct {
	List          userList   `cmd:"" help:"列出账号与角色。"`
	Create        userCreate `cmd:"" help:"新建账号，输出一次性口令。"`
	ResetPassword userReset  `cmd:"" help:"重置口令并退出其全部会话，输出一次性口令。"`
	Enable        userEnable `cmd:"" help:"重新启用账号。"`
	Unlock        userUnlock `cmd:"" help:"解除账号因登录失败而受的锁定。"`
	Grant         userGrant  `cmd:"" help:"授予角色。"`
}

// console is what these commands work with.
type console struct {
	store  *models.Store
	engine *workflow.Engine
	viewer models.Viewer
}

func openConsole(ctx context.Context, c *config.Config, o output) (*console, error) {
	log := newLogger(c, o.err)
	store, err := openCurrent(ctx, c, log)
	if err != nil {
		return nil, err
	}
	return &console{store, workflow.NewEngine(store, clock.System{}, log), workflow.Console()}, nil
}

// user finds a user by login.
func (c *console) user(ctx context.Context, login string) (models.User, error) {
	user, err := c.store.View(ctx).UserByLogin(login)
	if err != nil {
		return user, fmt.Errorf("没有账号“%s”", login)
	}
	return user, nil
}

// show is a request whose result is handed to print.
func show[T any](print func(T)) workflow.Request {
	return workflow.Request{Render: func(result any) (workflow.Answer, error) {
		print(result.(T))
		return workflow.Answer{}, nil
	}}
}

type userList struct{}

// Run lists every account.
func (userList) Run(ctx context.Context, c *config.Config, o output) error {
	con, err := openConsole(ctx, c, o)
	if err != nil {
		return err
	}
	defer con.store.Close()
	users, err := con.store.View(ctx).Users()
	if err != nil {
		return err
	}
	for _, u := range users {
		grants, err := con.store.View(ctx).Grants(u.ID)
		if err != nil {
			return err
		}
		var roles []string
		for _, g := range grants {
			roles = append(roles, workflow.RoleLabels[g.Role].ZH)
		}
		state := ""
		if u.DisabledAt != nil {
			state = "（已停用）"
		}
		fmt.Fprintf(o.out, "%-24s %s%s　%s\n", u.Login, u.Name, state, cmp.Or(strings.Join(roles, "、"), "（无角色）"))
	}
	return nil
}

type userCreate struct {
	Login string `arg:"" help:"用户名。"`
	Name  string `arg:"" help:"姓名。"`
}

// Run creates an account without roles.
func (u userCreate) Run(ctx context.Context, c *config.Config, o output) error {
	con, err := openConsole(ctx, c, o)
	if err != nil {
		return err
	}
	defer con.store.Close()
	_, err = con.engine.CreateUserAtConsole(ctx, show(o.password), workflow.NewUser{Login: u.Login, Name: u.Name})
	return err
}

type userReset struct {
	Login string `arg:"" help:"用户名。"`
}

// Run gives an account a new one-time password.
func (u userReset) Run(ctx context.Context, c *config.Config, o output) error {
	con, err := openConsole(ctx, c, o)
	if err != nil {
		return err
	}
	defer con.store.Close()
	user, err := con.user(ctx, u.Login)
	if err != nil {
		return err
	}
	_, err = con.engine.ResetPasswordAtConsole(ctx, show(o.password), user.ID)
	return err
}

// password prints a one-time password: the operator has asked for it.
func (o output) password(made workflow.OneTime) {
	fmt.Fprintf(o.out, "%s 的一次性口令（首次登录须修改）：%s\n", made.User.Login, made.Password)
}

type userEnable struct {
	Login string `arg:"" help:"用户名。"`
}

// Run lets a disabled user sign in again.
func (u userEnable) Run(ctx context.Context, c *config.Config, o output) error {
	con, err := openConsole(ctx, c, o)
	if err != nil {
		return err
	}
	defer con.store.Close()
	user, err := con.user(ctx, u.Login)
	if err != nil {
		return err
	}
	disabled := false
	_, err = con.engine.ChangeUser(ctx, con.viewer, workflow.Request{}, user.ID, workflow.UserChange{Disabled: &disabled})
	return err
}

type userUnlock struct {
	Login string `arg:"" help:"用户名。"`
}

// Run ends the locks of an account.
func (u userUnlock) Run(ctx context.Context, c *config.Config, o output) error {
	con, err := openConsole(ctx, c, o)
	if err != nil {
		return err
	}
	defer con.store.Close()
	user, err := con.user(ctx, u.Login)
	if err != nil {
		return err
	}
	_, err = con.engine.UnlockUser(ctx, con.viewer, workflow.Request{}, user.ID)
	return err
}

type userGrant struct {
	Login string      `arg:"" help:"用户名。"`
	Unit  string      `arg:"" help:"单位代码。"`
	Role  models.Role `arg:"" help:"角色代码，如 security_admin。"`
}

// Run gives a user a role.
func (u userGrant) Run(ctx context.Context, c *config.Config, o output) error {
	if _, known := workflow.RoleLabels[u.Role]; !known {
		return fmt.Errorf("没有角色“%s”，可用：%s", u.Role, roleList())
	}
	con, err := openConsole(ctx, c, o)
	if err != nil {
		return err
	}
	defer con.store.Close()
	user, err := con.user(ctx, u.Login)
	if err != nil {
		return err
	}
	units, err := con.store.View(ctx).Units()
	if err != nil {
		return err
	}
	var known []string
	for _, unit := range units {
		known = append(known, unit.Code+"（"+unit.Name+"）")
		if unit.Code == u.Unit {
			_, err = con.engine.GrantRole(ctx, con.viewer, workflow.Request{}, workflow.NewGrant{UserID: user.ID, UnitID: unit.ID, Role: u.Role})
			return err
		}
	}
	return fmt.Errorf("没有代码为“%s”的单位，现有：%s", u.Unit, strings.Join(known, "、"))
}

// roleList names all roles for somebody who mistyped one.
func roleList() string {
	var list []string
	for _, role := range models.Roles {
		list = append(list, string(role)+"（"+workflow.RoleLabels[role].ZH+"）")
	}
	return strings.Join(list, "、")
}
