package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"

	"rectify/config"
	"rectify/models"
)

// openStore opens the configured database, whatever its schema.
func openStore(ctx context.Context, c *config.Config, log *slog.Logger) (*models.Store, error) {
	if err := os.MkdirAll(c.DataDir, 0o700); err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	return models.Open(ctx, c.DatabaseAddress(), models.Options{DataDir: c.DataDir, MaxConns: c.DatabasePool, Log: log})
}

// openCurrent opens the configured database and refuses a schema that is not this program's.
func openCurrent(ctx context.Context, c *config.Config, log *slog.Logger) (*models.Store, error) {
	store, err := openStore(ctx, c, log)
	if err != nil {
		return nil, err
	}
	if err := store.CheckSchema(ctx); err != nil {
		_ = store.Close()
		return nil, err
	}
	return store, nil
}
