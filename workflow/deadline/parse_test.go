package deadline

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/golang-sql/civil"

	"rectify/workflow/clock"
	"rectify/workflow/words"
)

// A campaign may read "X日前" without X itself; either way the stated hour decides when there is one.
func TestEndsAt(t *testing.T) {
	at := func(day, hour, minute int) time.Time {
		return time.Date(2023, 9, day, hour, minute, 0, 0, clock.Shanghai)
	}
	for _, c := range []struct {
		raw      string
		excludes bool
		want     time.Time
	}{
		{"9月8日前", false, at(9, 0, 0)},
		{"9月8日前", true, at(8, 0, 0)},
		{"9月8日", true, at(9, 0, 0)}, // no 前, nothing to exclude
		{"9月8日（不含）前", false, at(8, 0, 0)},
		{"9月8日前（含当日）", true, at(9, 0, 0)},
		{"9月8日15时前", false, at(8, 15, 0)},
		{"9月8日15时前", true, at(8, 15, 0)},
		{"9月8日下午三点三十分前", false, at(8, 15, 30)},
		{"9月8日24时前", false, at(9, 0, 0)},
		{"自9月7日9时起至8日17时", false, at(8, 17, 0)},
	} {
		got, ok := Parse(c.raw, Base{Date: date(2023, 8, 29), ExcludesDay: c.excludes}).EndsAt()
		if !ok || !got.Equal(c.want) {
			t.Errorf("%s (excludes %v) ends at %v, want %v", c.raw, c.excludes, got, c.want)
		}
	}
	if _, ok := Parse("长期坚持", Base{}).EndsAt(); ok {
		t.Error("a long-term measure has an end")
	}
}

func TestWithoutBase(t *testing.T) {
	for _, base := range []Base{{}, {Date: civil.Date{Year: 2023, Month: 13, Day: 45}}, {Date: date(99999, 1, 1)}} {
		d := Parse("9月底", base)
		same(t, "kind", d.Kind, Vague)
		found(t, d, words.DeadlineYearMissing)
		same(t, "days", days(Parse("2023年9月底", base)), "2023-09-30")
		found(t, Parse("今年底前", base), words.DeadlineYearMissing)
	}
}

// What stands beside a deadline is kept in its writer's spelling.
func TestNote(t *testing.T) {
	for raw, want := range map[string]string{
		"已完成整改。该事项已立案查处，案号：20230101049。": "该事项已立案查处，案号：20230101049。",
		"已完成":                   "",
		"2025年9月1日至12月30日(4个月)": "4个月",
	} {
		same(t, raw, Parse(raw, Base{}).Note, want)
	}
}

func TestReadable(t *testing.T) {
	for _, c := range []struct{ raw, zh, en string }{
		{"9月底", "2023年9月30日（含当日）前完成", "complete by 30 September 2023 (that day included)"},
		{"9月8日15时前", "2023年9月8日 15:00 前完成", "complete by 15:00 on 8 September 2023"},
		{"自9月7日起至8日", "自2023年9月7日至2023年9月8日（含首尾两日）完成", "from 7 September 2023 to 8 September 2023 (both days included)"},
		{"2024年底前，并长期坚持", "2024年12月31日（含当日）前完成，并长期坚持", "complete by 31 December 2024 (that day included), and keep up long-term"},
		{"长期坚持", "长期坚持，不设截止日期", "long-term, without an end date"},
		{"首次报送自9月13日起，之后每周三（节假日除外）", "每周三报送一次，首次为2023年9月13日，节假日除外", "once a week on Wednesday, first on 13 September 2023, except on holidays"},
		{"每季度末", "每年3、6、9、12月底报送一次", "once a year in months 3, 6, 9, 12 on the last day"},
		{"反馈后10个工作日内", "自反馈之日起10个工作日内完成", "within 10 workdays from the day of the feedback"},
		{"自9月1日起30日内", "自2023年9月1日起30天内完成，即2023年10月1日", "within 30 calendar days from 1 September 2023, that is 1 October 2023"},
		{"9月31日前", "日期有误，未采用", "the date is wrong and was not used"},
	} {
		d := Parse(c.raw, Base{Date: date(2023, 8, 29)})
		same(t, "Chinese", d.Readable(words.Chinese), c.zh)
		same(t, "English", d.Readable(words.English), c.en)
	}
}

// A deadline that was stored and read again is the same deadline.
func TestJSON(t *testing.T) {
	for _, c := range cases {
		d := Parse(c.raw, Base{Date: date(2023, 8, 29)})
		d.Findings = nil // their params are for sentences and come back as plain JSON values
		data, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		var back Deadline
		if err := json.Unmarshal(data, &back); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(back, d) {
			t.Errorf("%s came back as %s", c.raw, data)
		}
	}
}

// Any text whatever: no panic, nothing lost, no day that is not one.
func FuzzParse(f *testing.F) {
	for _, c := range cases {
		f.Add(c.raw, 2023, 8, 29)
	}
	for _, raw := range []string{"◇前", "自◇至◇", "2024年2月30日-◇", "每每◇", "\xff\xfe", "9月7日至日", "0月上旬", "分别◇、◇1个、2个", "2月29日至28日"} {
		f.Add(raw, 2024, 2, 29)
	}
	f.Fuzz(func(t *testing.T, raw string, year, month, day int) {
		d := Parse(raw, Base{Date: date(year, month, day), Workday: calendar2023})
		if d.Raw != raw {
			t.Fatalf("raw %q became %q", raw, d.Raw)
		}
		if d.Kind == "" {
			t.Fatal("no kind")
		}
		holds(t, d)
		if _, err := json.Marshal(d); err != nil {
			t.Fatal(err)
		}
		if again := Parse(raw, Base{Date: date(year, month, day), Workday: calendar2023}); !reflect.DeepEqual(again, d) {
			t.Fatal("read twice, understood differently")
		}
	})
}

func BenchmarkParse(b *testing.B) {
	base := Base{Date: date(2023, 8, 29), Workday: calendar2023}
	for _, raw := range []string{"9月底", "自 2023 年 8 月 29 日至 9 月 28 日，集中利用一个月时间", "首次报送自9月13日（星期三）起，之后每周三（节假日除外）报送一次", "尽快"} {
		b.Run(raw, func(b *testing.B) {
			for b.Loop() {
				Parse(raw, base)
			}
		})
	}
}
