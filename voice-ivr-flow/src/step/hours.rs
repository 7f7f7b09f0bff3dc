//! `hours`: open or closed by the clock of a place.

use jiff::civil::DateTime;
use voice_core::Timestamp;

use crate::node::Hours;

impl Hours {
    /// Whether it is open at an instant.
    ///
    /// The instant is turned into the wall clock of the place, so a day on which clocks change opens and closes at
    /// the hours that the clock on the wall shows.
    pub fn is_open(&self, now: Timestamp) -> bool {
        let Ok(instant) = jiff::Timestamp::from_second(now.unix_seconds()) else {
            return false;
        };
        let there = self.timezone.to_datetime(instant);
        !self.holidays.contains(&there.date()) && self.spans(there).any(|span| span)
    }

    fn spans(&self, there: DateTime) -> impl Iterator<Item = bool> {
        let minute = u16::try_from(i32::from(there.hour()) * 60 + i32::from(there.minute()));
        let day = there.weekday().to_monday_zero_offset();
        let spans = usize::try_from(day).ok().and_then(|day| self.open.get(day));
        spans
            .into_iter()
            .flatten()
            .map(move |&(from, to)| minute.is_ok_and(|minute| (from..to).contains(&minute)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(zone: &str, day: usize, spans: &[(u16, u16)]) -> Hours {
        let mut open: [Vec<(u16, u16)>; 7] = Default::default();
        open[day] = spans.to_vec();
        Hours {
            timezone: jiff::tz::TimeZone::get(zone).unwrap(),
            open,
            holidays: Vec::new(),
        }
    }

    fn open(hours: &Hours, at: &str) -> bool {
        hours.is_open(at.parse().unwrap())
    }

    #[test]
    fn spans_are_half_open_in_the_time_of_the_place() {
        // Mondays from nine to half past five in Kolkata, which is five and a half hours ahead.
        let office = hours("Asia/Kolkata", 0, &[(540, 1050)]);
        assert!(!open(&office, "2026-03-02T03:29:59Z"));
        assert!(open(&office, "2026-03-02T03:30:00Z"));
        assert!(open(&office, "2026-03-02T11:59:59Z"));
        assert!(!open(&office, "2026-03-02T12:00:00Z"));
        assert!(!open(&office, "2026-03-03T06:00:00Z"), "a Tuesday");
    }

    #[test]
    fn twenty_four_o_clock_is_the_end_of_the_day() {
        let late = hours("UTC", 0, &[(1320, 1440)]);
        assert!(open(&late, "2026-03-02T23:59:59Z"));
        assert!(!open(&late, "2026-03-03T00:00:00Z"));
    }

    #[test]
    fn a_holiday_is_a_date_of_the_place() {
        let mut office = hours("America/New_York", 0, &[(0, 1440)]);
        office.holidays = vec!["2026-03-02".parse().unwrap()];
        assert!(!open(&office, "2026-03-02T12:00:00Z"));
        assert!(!open(&office, "2026-03-03T04:59:00Z"), "still Monday there");
        assert!(open(&office, "2026-03-09T12:00:00Z"));
    }

    #[test]
    fn on_the_day_clocks_change_the_wall_clock_counts() {
        // Sunday 2026-03-08: New York goes from 02:00 EST to 03:00 EDT.
        let shop = hours("America/New_York", 6, &[(540, 600)]);
        assert!(!open(&shop, "2026-03-08T12:59:59Z"));
        assert!(open(&shop, "2026-03-08T13:00:00Z"), "nine o'clock EDT");
        assert!(!open(&shop, "2026-03-08T14:00:00Z"));
        // Sunday 2026-11-01: one o'clock comes twice, and both are open.
        let night = hours("America/New_York", 6, &[(60, 120)]);
        assert!(open(&night, "2026-11-01T05:30:00Z"), "EDT");
        assert!(open(&night, "2026-11-01T06:30:00Z"), "EST");
        assert!(!open(&night, "2026-11-01T07:00:00Z"));
        // The hour from two to three does not happen in spring.
        let never = hours("America/New_York", 6, &[(120, 180)]);
        assert!(!open(&never, "2026-03-08T06:59:59Z"));
        assert!(!open(&never, "2026-03-08T07:00:00Z"));
    }
}
