package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/golang-sql/civil"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/calendar"
	"rectify/workflow/words"
)

// CalendarYear is one yearly notice on holidays.
type CalendarYear struct {
	Year      int              `json:"year"`
	DocNo     string           `json:"doc_no,omitempty" doc:"发文字号"`
	Papers    []string         `json:"papers" doc:"所依据的放假通知"`
	UpdatedBy *string          `json:"updated_by,omitempty" doc:"导入人；随程序提供的没有"`
	UpdatedAt time.Time        `json:"updated_at"`
	Days      []NamedDay       `json:"days" doc:"通知中列出的日期"`
	Changes   []CalendarChange `json:"changes,omitempty" doc:"变更记录，新的在前；仅单个年度给出"`
}

// NamedDay is a day that a notice names, in the form of the public data set holiday-cn.
type NamedDay struct {
	Name     string     `json:"name"`
	Date     civil.Date `json:"date" format:"date"`
	IsOffDay bool       `json:"isOffDay" doc:"true 放假；false 调休上班"`
}

// CalendarChange says who changed a year's notice.
type CalendarChange struct {
	Change    string    `json:"change" enum:"imported,replaced,deleted"`
	ChangedBy string    `json:"changed_by" format:"uuid"`
	ChangedAt time.Time `json:"changed_at"`
}

// Day says whether the office works on a date.
type Day struct {
	Date    civil.Date     `json:"date" format:"date"`
	Known   bool           `json:"known" doc:"false：该年度放假通知尚未录入，不作判断"`
	Workday *bool          `json:"workday,omitempty"`
	Name    string         `json:"name,omitempty" doc:"节假日名称或“调休上班”"`
	Why     []ProblemError `json:"why,omitempty" doc:"无法判断的原因"`
}

func calendarYearOf(row models.CalendarYear) (CalendarYear, error) {
	y, err := workflow.CalendarYear(row)
	year := CalendarYear{Year: y.Year, DocNo: y.DocNo, Papers: strings.Split(y.Source, "\n"), UpdatedBy: row.UpdatedBy, UpdatedAt: row.UpdatedAt,
		Days: make([]NamedDay, len(y.Days))}
	for i, day := range y.Days {
		year.Days[i] = NamedDay{day.Name, day.Date, day.Off}
	}
	return year, err
}

// List is a list that is never long.
type List[T any] struct {
	Items []T `json:"items"`
}

func (s *Server) calendarYears(ctx context.Context, _ models.Viewer, _ *struct{}) (*List[CalendarYear], error) {
	rows, err := s.deps.Store.View(ctx).CalendarYears()
	if err != nil {
		return nil, err
	}
	list := List[CalendarYear]{Items: make([]CalendarYear, len(rows))}
	for i, row := range rows {
		if list.Items[i], err = calendarYearOf(row); err != nil {
			return nil, err
		}
	}
	return &list, nil
}

type yearInput struct {
	Year int `path:"year" minimum:"1" maximum:"9999"`
}

func (s *Server) calendarYear(ctx context.Context, _ models.Viewer, in *yearInput) (*CalendarYear, error) {
	tx := s.deps.Store.View(ctx)
	rows, err := tx.CalendarYears()
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if row.Year != in.Year {
			continue
		}
		year, err := calendarYearOf(row)
		if err != nil {
			return nil, err
		}
		changes, err := tx.CalendarChanges(in.Year)
		for _, c := range changes {
			year.Changes = append(year.Changes, CalendarChange{c.Change, c.ChangedBy, c.ChangedAt})
		}
		return &year, err
	}
	return nil, models.ErrNotFound
}

type putYearInput struct {
	Year int             `path:"year" minimum:"1" maximum:"9999"`
	Body json.RawMessage `doc:"该年度节假日数据，格式同公开数据集 holiday-cn：year、papers、days[{name, date, isOffDay}]"`
}

func (s *Server) putCalendarYear(ctx context.Context, v models.Viewer, c Command, in *putYearInput) (workflow.Answer, error) {
	request := c.Rendering(func(result any) (workflow.Answer, error) {
		year, err := calendarYearOf(result.(models.CalendarYear))
		if err != nil {
			return workflow.Answer{}, err
		}
		return answer(http.StatusOK, 0, "", year)
	})
	return s.deps.Engine.ImportCalendarYear(ctx, v, request, in.Year, string(in.Body))
}

func (s *Server) deleteCalendarYear(ctx context.Context, v models.Viewer, c Command, in *yearInput) (workflow.Answer, error) {
	request := c.Rendering(func(any) (workflow.Answer, error) { return workflow.Answer{Status: http.StatusNoContent}, nil })
	return s.deps.Engine.DeleteCalendarYear(ctx, v, request, in.Year)
}

type daysInput struct {
	From string `query:"from" format:"date" required:"true"`
	To   string `query:"to" format:"date" required:"true" doc:"含当日；与 from 相距不超过 400 天"`
}

// maxDays is the longest span of days that is answered at once.
const maxDays = 400

func (s *Server) calendarDays(ctx context.Context, _ models.Viewer, in *daysInput) (*List[Day], error) {
	from, err := dateOf("query.from", in.From)
	if err != nil {
		return nil, err
	}
	to, err := dateOf("query.to", in.To)
	if err != nil {
		return nil, err
	}
	if n := to.DaysSince(from); n < 0 || n >= maxDays {
		return nil, workflow.RefuseFor([]workflow.Reason{{Code: words.DaySpan, Params: words.Params{"limit": maxDays}, Field: "query.to"}})
	}
	cal, err := s.deps.Engine.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	list := List[Day]{Items: []Day{}}
	for d := from; !d.After(to); d = d.AddDays(1) {
		day, err := dayOf(requestOf(ctx).lang, cal, d)
		if err != nil {
			return nil, err
		}
		list.Items = append(list.Items, day)
	}
	return &list, nil
}

func dayOf(lang words.Lang, cal *calendar.Calendar, d civil.Date) (Day, error) {
	name, off, err := cal.Holiday(d)
	var unknown *calendar.UnknownYearError
	if errors.As(err, &unknown) {
		return Day{Date: d, Why: reasonsOf(lang, []workflow.Reason{workflow.Reason(unknown.Finding())})}, nil
	}
	works := !off
	return Day{Date: d, Known: true, Workday: &works, Name: name}, err
}

type workdaysInput struct {
	From string `query:"from" format:"date" required:"true" doc:"起算日，本身不计入"`
	Days int    `query:"days" minimum:"-1000" maximum:"1000" required:"true" doc:"工作日天数；负数为向前推算"`
}

// WorkdaySum is the date that lies some working days after another.
type WorkdaySum struct {
	From civil.Date `json:"from" format:"date"`
	Days int        `json:"days"`
	Date civil.Date `json:"date" format:"date"`
}

func (s *Server) addWorkdays(ctx context.Context, _ models.Viewer, in *workdaysInput) (*WorkdaySum, error) {
	from, err := dateOf("query.from", in.From)
	if err != nil {
		return nil, err
	}
	cal, err := s.deps.Engine.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	date, err := cal.AddWorkdays(from, in.Days)
	var unknown *calendar.UnknownYearError
	if errors.As(err, &unknown) {
		return nil, workflow.RefuseFor([]workflow.Reason{workflow.Reason(unknown.Finding())})
	}
	return &WorkdaySum{from, in.Days, date}, err
}

// dateOf reads a date whose form has been checked: the day itself may still not exist.
func dateOf(field, text string) (civil.Date, error) {
	d, err := civil.ParseDate(text)
	if err != nil {
		return d, workflow.RefuseFor([]workflow.Reason{{Code: words.FieldNotDate, Field: field}})
	}
	return d, nil
}
