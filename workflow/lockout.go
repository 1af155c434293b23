package workflow

import (
	"context"
	"net/netip"
	"time"

	"rectify/models"
	"rectify/workflow/words"
)

// LoginLimits slow down who guesses passwords: so many tries in a window without a success lock an account or an address.
// The counts are in the database, for all replicas.
type LoginLimits struct {
	Attempts        int           // for one account; 5
	AddressAttempts int           // from one address to any accounts; 20
	Window          time.Duration // 15 min
	Lock            time.Duration // 30 min
}

func (l LoginLimits) orDefaults() LoginLimits {
	if l.Attempts == 0 {
		l.Attempts = 5
	}
	if l.AddressAttempts == 0 {
		l.AddressAttempts = 4 * l.Attempts
	}
	if l.Window == 0 {
		l.Window = 15 * time.Minute
	}
	if l.Lock == 0 {
		l.Lock = 30 * time.Minute
	}
	return l
}

// knock is one try to sign in: what is counted of it.
type knock struct {
	address, account []byte // keys of the two counts
	where            string
}

func (s *Sessions) knockOf(login, address string) knock {
	return knock{address: s.rules.Key.Digest("address", network(address)), account: s.rules.Key.Digest("login", login), where: address}
}

// network is the address as it is counted: of IPv6 the half that names a network, because one machine has the other half
// to itself.
func network(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil || ip.Unmap().Is4() {
		return address
	}
	prefix, err := ip.WithZone("").Prefix(64)
	if err != nil {
		return address
	}
	return prefix.String()
}

// admit counts a try, or refuses it while its address or its account is locked. The address comes first, and takes more
// tries: who guesses from one place is stopped before he has locked many accounts. The login of nobody is counted like any
// other, so that a lock does not tell who has an account.
func (s *Sessions) admit(ctx context.Context, k knock, userID string) error {
	limits, tx := s.rules.Login, s.store.View(ctx)
	if err := s.count(tx, models.SignInTry{Scope: models.TryAddress, KeyHash: k.address, Address: k.where}, limits.AddressAttempts); err != nil {
		return err
	}
	return s.count(tx, models.SignInTry{Scope: models.TryAccount, KeyHash: k.account, Address: k.where, UserID: optional(userID)}, limits.Attempts)
}

// admitPerson counts a try of somebody who is signed in to prove again who he is.
func (s *Sessions) admitPerson(ctx context.Context, userID, address string) error {
	return s.count(s.store.View(ctx), models.SignInTry{Scope: models.TryPerson, KeyHash: s.personKey(userID), Address: address,
		UserID: &userID}, s.rules.Login.Attempts)
}

func (s *Sessions) personKey(userID string) []byte { return s.rules.Key.Digest("person", userID) }

func (s *Sessions) count(tx models.Tx, t models.SignInTry, tries int) error {
	now, limits := s.clock.Now(), s.rules.Login
	row, err := tx.CountTry(t, models.TryLimit{Tries: tries, Window: limits.Window, Lock: limits.Lock}, now)
	if err != nil || row.LockedUntil == nil || !row.LockedUntil.After(now) {
		return err
	}
	wait := row.LockedUntil.Sub(now)
	return Refuse(TooMany, words.SignInLocked, words.Params{"seconds": int((wait + time.Second - 1) / time.Second)})
}

// welcome forgets the tries of an account after a success. Those from its address stay, because an account of one's own
// must not open the way to more guesses.
func (s *Sessions) welcome(tx models.Tx, k knock) error {
	if err := tx.TakeBackTry(models.TryAddress, k.address); err != nil {
		return err
	}
	return tx.ForgetTries(models.TryAccount, k.account)
}

// Unlock ends a lock before its time. The result is empty.
func (e *Engine) Unlock(ctx context.Context, v models.Viewer, r Request, id string) (Answer, error) {
	return e.administer(ctx, v, r, LockAdmins, func(w *writing) (any, error) {
		lock, err := w.tx.Unlock(id, w.now)
		if err != nil {
			return nil, err
		}
		return nil, w.record("unlock", "sign_in_lock", id, map[string]any{"scope": lock.Scope, "user_id": lock.UserID, "address": lock.Address})
	})
}

// UnlockUser ends the locks of a user's account, for the console of the machine.
func (e *Engine) UnlockUser(ctx context.Context, v models.Viewer, r Request, userID string) (Answer, error) {
	return e.administer(ctx, v, r, LockAdmins, func(w *writing) (any, error) {
		if err := w.tx.UnlockUser(userID); err != nil {
			return nil, err
		}
		return nil, w.record("unlock", "user", userID, nil)
	})
}

// ForgetSignIns deletes tries that no longer count and sign-ins that nobody finished.
func (e *Engine) ForgetSignIns(ctx context.Context) error {
	return e.store.InTx(ctx, func(tx models.Tx) error {
		old := e.clock.Now().Add(-keepTries)
		if err := tx.ForgetOldTries(old); err != nil {
			return err
		}
		return tx.ForgetProviderSignIns(old)
	})
}

// keepTries is longer than any window or lock can be set (config).
const keepTries = 25 * time.Hour
