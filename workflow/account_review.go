package workflow

import (
	"bufio"
	"context"
	"encoding/csv"
	"io"
	"strings"
	"time"

	"rectify/models"
	"rectify/workflow/clock"
	"rectify/workflow/words"
)

// Finding is something about an account that a review should look at.
type Finding string

// The findings. 等保 asks that accounts which nobody needs are found and taken away.
const (
	FindingUnused       Finding = "unused"         // nobody signed in for 90 days
	FindingNoRole       Finding = "no_role"        // can sign in and do nothing
	FindingDisabledRole Finding = "disabled_role"  // disabled, and still holds a role
	FindingPasswordOld  Finding = "password_old"   // the password is older than 90 days
	FindingNeverChanged Finding = "one_time_still" // the one-time password was never changed
)

// FindingLabels names every finding as people see it.
var FindingLabels = map[Finding]words.Label{
	FindingUnused:       {ZH: "90天未登录", EN: "unused for 90 days"},
	FindingNoRole:       {ZH: "无角色", EN: "no role"},
	FindingDisabledRole: {ZH: "已停用仍有角色", EN: "disabled, still holds roles"},
	FindingPasswordOld:  {ZH: "口令超过90天未更换", EN: "password older than 90 days"},
	FindingNeverChanged: {ZH: "一次性口令尚未修改", EN: "one-time password not changed"},
}

// reviewAge is for how long an account may be unused and a password kept before a review names it.
const reviewAge = 90 * 24 * time.Hour

// Findings names what a review should look at.
func Findings(a models.AccountRow, now time.Time) []Finding {
	if a.DisabledAt != nil {
		if len(a.Grants) > 0 {
			return []Finding{FindingDisabledRole}
		}
		return nil
	}
	var findings []Finding
	add := func(found bool, f Finding) {
		if found {
			findings = append(findings, f)
		}
	}
	used := a.CreatedAt
	if a.LastSignIn != nil {
		used = *a.LastSignIn
	}
	add(now.Sub(used) >= reviewAge, FindingUnused)
	add(len(a.Grants) == 0, FindingNoRole)
	add(a.MustChangePassword, FindingNeverChanged)
	add(!a.MustChangePassword && now.Sub(a.PasswordChangedAt) >= reviewAge, FindingPasswordOld)
	return findings
}

// ExportAccounts records that the viewer takes the review of accounts out, and returns what writes it as CSV.
func (e *Engine) ExportAccounts(ctx context.Context, v models.Viewer) (func(io.Writer) error, error) {
	now := e.clock.Now()
	var units []models.Unit
	err := e.store.InTx(ctx, func(tx models.Tx) (err error) {
		if units, err = tx.Units(); err != nil {
			return err
		}
		return RecordAct(tx, now, v, Acted{Act: "export", Kind: "account_review"})
	})
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, u := range units {
		names[u.ID] = u.Name
	}
	return func(w io.Writer) error { return writeAccounts(bufio.NewWriter(w), e.store.View(ctx), names, now) }, nil
}

var accountHeadings = []string{"用户名", "姓名", "角色", "建立时间", "最近登录", "口令更换时间", "停用时间", "核查发现"}

func writeAccounts(w *bufio.Writer, tx models.Tx, units map[string]string, now time.Time) error {
	if _, err := w.WriteString("\ufeff"); err != nil { // or Excel takes UTF-8 for the code page of the machine
		return err
	}
	rows := csv.NewWriter(w)
	rows.UseCRLF = true
	if err := rows.Write(accountHeadings); err != nil {
		return err
	}
	for login, more := "", true; more; {
		accounts, err := tx.AccountsAfter(login, 200)
		if err != nil {
			return err
		}
		for _, a := range accounts {
			if err := rows.Write(accountCells(a, units, now)); err != nil {
				return err
			}
			login = a.Login
		}
		more = len(accounts) == 200
	}
	rows.Flush()
	if err := rows.Error(); err != nil {
		return err
	}
	return w.Flush()
}

func accountCells(a models.AccountRow, units map[string]string, now time.Time) []string {
	var roles, findings []string
	for _, g := range a.Grants {
		roles = append(roles, units[g.UnitID]+RoleLabels[g.Role].ZH)
	}
	for _, f := range Findings(a, now) {
		findings = append(findings, FindingLabels[f].ZH)
	}
	at := func(t *time.Time) string {
		if t == nil {
			return ""
		}
		return t.In(clock.Shanghai).Format("2006-01-02 15:04")
	}
	cells := []string{a.Login, a.Name, strings.Join(roles, "、"), at(&a.CreatedAt), at(a.LastSignIn), at(&a.PasswordChangedAt), at(a.DisabledAt),
		strings.Join(findings, "、")}
	for i := range cells {
		cells[i] = inert(cells[i])
	}
	return cells
}
