package workflow

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"rectify/models"
)

// JobInput is the file that a job reads.
type JobInput interface {
	io.Reader
	io.ReaderAt
	io.Closer
	Stat() (fs.FileInfo, error)
}

// The files of a job in the folder: its input under its number, each attempt's result under number and attempt. A result
// that is not complete yet has another ending, so that nobody takes it for one.
func (j *FileJobs) inputPath(id string) string { return filepath.Join(j.dir, id+".input") }

func (j *FileJobs) resultPath(job models.FileJob) string {
	return filepath.Join(j.dir, fmt.Sprintf("%s.%d.result", job.ID, job.Attempt))
}

func (j *FileJobs) openInput(job models.FileJob) (JobInput, error) {
	return os.Open(j.inputPath(job.ID))
}

// keepInput stores the file that came with a request.
func (j *FileJobs) keepInput(id string, r io.Reader) error {
	file, err := os.OpenFile(j.inputPath(id), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(file, r)
	return errors.Join(err, file.Sync(), file.Close())
}

// resultFile is a result on its way.
type resultFile struct {
	*bufio.Writer
	file       *os.File
	path       string // when it is complete
	name, kind string
}

func (j *FileJobs) createResult(job models.FileJob, name, mediaType string) (*resultFile, error) {
	path := j.resultPath(job)
	file, err := os.OpenFile(path+".part", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, err
	}
	return &resultFile{Writer: bufio.NewWriterSize(file, 1<<16), file: file, path: path, name: name, kind: mediaType}, nil
}

// publish puts the complete result where it is found, on the disk, and returns its size.
func (r *resultFile) publish() (int64, error) {
	if err := errors.Join(r.Flush(), r.file.Sync()); err != nil {
		return 0, errors.Join(err, r.discard())
	}
	info, err := r.file.Stat()
	if err != nil {
		return 0, errors.Join(err, r.discard())
	}
	return info.Size(), errors.Join(r.file.Close(), os.Rename(r.path+".part", r.path))
}

// discard takes away what was written so far.
func (r *resultFile) discard() error {
	_ = r.file.Close() // it may be closed
	return removed(r.path + ".part")
}

// removed deletes a file that may be gone already.
func removed(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// sweep deletes files in the folder that are older than any job needs them: those of attempts that were killed.
func (j *FileJobs) sweep(before time.Time) error {
	entries, err := os.ReadDir(j.dir)
	if err != nil {
		return err
	}
	var errs []error
	for _, entry := range entries {
		info, err := entry.Info()
		if err == nil && !entry.IsDir() && info.ModTime().Before(before) {
			errs = append(errs, removed(filepath.Join(j.dir, entry.Name())))
		}
	}
	return errors.Join(errs...)
}
