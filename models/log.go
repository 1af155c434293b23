package models

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// queryLog passes gorm's messages on to slog: slow statements as warnings, failed ones as errors, others at debug level.
// Values never reach it, because they may be drafts, evidence or secrets (see ParamsFilter).
type queryLog struct {
	log  *slog.Logger
	slow time.Duration
}

// ParamsFilter keeps the values of a statement out of its text.
func (queryLog) ParamsFilter(_ context.Context, sql string, _ ...any) (string, []any) {
	return sql, nil
}

// LogMode is part of gorm's interface; the level is the level of the slog handler.
func (l queryLog) LogMode(logger.LogLevel) logger.Interface { return l }

// Info logs gorm's own remarks.
func (l queryLog) Info(ctx context.Context, format string, args ...any) {
	l.log.InfoContext(ctx, fmt.Sprintf(format, args...))
}

// Warn logs gorm's own warnings.
func (l queryLog) Warn(ctx context.Context, format string, args ...any) {
	l.log.WarnContext(ctx, fmt.Sprintf(format, args...))
}

// Error logs gorm's own failures.
func (l queryLog) Error(ctx context.Context, format string, args ...any) {
	l.log.ErrorContext(ctx, fmt.Sprintf(format, args...))
}

// Trace is called after each statement. A missing row, a violated constraint and a cancelled request are answers, not
// failures: whoever asked decides whether they are worth a line.
func (l queryLog) Trace(ctx context.Context, begin time.Time, statement func() (string, int64), err error) {
	took, level, message := time.Since(begin), slog.LevelDebug, "statement"
	switch {
	case err != nil && !expected(err):
		level, message = slog.LevelError, "statement failed"
	case took >= l.slow:
		level, message = slog.LevelWarn, "slow statement"
	}
	if !l.log.Enabled(ctx, level) {
		return // building the text is not free
	}
	sql, rows := statement()
	l.log.Log(ctx, level, message, "sql", sql, "rows", rows, "took", took, "err", shown(err))
}

// shown is the text of an error without the values in it: PostgreSQL quotes them when it cannot read one (class 22).
func shown(err error) any {
	var failure *pgconn.PgError
	if errors.As(err, &failure) && strings.HasPrefix(failure.Code, "22") {
		return "data exception, SQLSTATE " + failure.Code
	}
	return err
}

func expected(err error) bool {
	for _, e := range []error{
		gorm.ErrRecordNotFound, gorm.ErrDuplicatedKey, gorm.ErrForeignKeyViolated, gorm.ErrCheckConstraintViolated,
		context.Canceled, context.DeadlineExceeded,
	} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}
