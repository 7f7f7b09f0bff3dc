//! Walks the pages of a list as one stream.

use std::collections::HashSet;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use crate::{Cursor, Error, ErrorKind, Page, Result};

/// Streams the items of all pages, asking for the next page when it is needed.
///
/// `fetch` is called with `None` for the first page and then with each page's cursor. An error ends the
/// stream. A cursor that comes twice is an error too, because the walk would never end.
///
/// ```
/// use voice_core::{Cursor, Page, pages};
///
/// # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
/// let mut numbers = pages("acme", "list_numbers", |cursor: Option<Cursor>| async move {
///     Ok(match cursor {
///         None => Page::new(vec![1, 2], Some(Cursor::new("second"))),
///         Some(_) => Page::new(vec![3], None),
///     })
/// });
/// while let Some(number) = numbers.next().await {
///     println!("{}", number?);
/// }
/// # Ok::<(), voice_core::Error>(()) })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn pages<T, F, Fut>(
    provider: &'static str,
    operation: &'static str,
    fetch: F,
) -> Pages<T, F, Fut>
where
    F: FnMut(Option<Cursor>) -> Fut,
    Fut: Future<Output = Result<Page<T>>>,
{
    Pages {
        provider,
        operation,
        fetch,
        items: Vec::new().into_iter(),
        step: Step::Ask(None),
        seen: HashSet::new(),
    }
}

/// A page size as a vendor takes it: from 1 to its maximum. More items a page than it has only change how many requests a
/// walk takes, so nothing is refused.
pub fn page_size(asked: Option<u32>, most: u32) -> Option<u32> {
    asked.map(|size| size.clamp(1, most))
}

/// The stream that [`pages`] returns.
pub struct Pages<T, F, Fut> {
    provider: &'static str,
    operation: &'static str,
    fetch: F,
    items: std::vec::IntoIter<T>,
    step: Step<Fut>,
    seen: HashSet<Cursor>,
}

enum Step<Fut> {
    Ask(Option<Cursor>),
    Wait(Pin<Box<Fut>>),
    End,
}

impl<T, F, Fut> Pages<T, F, Fut>
where
    F: FnMut(Option<Cursor>) -> Fut,
    Fut: Future<Output = Result<Page<T>>>,
{
    /// The next item; `None` after the last one, and after an error.
    pub async fn next(&mut self) -> Option<Result<T>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// All items that are left.
    ///
    /// # Errors
    /// The first one that a page has.
    pub async fn all(mut self) -> Result<Vec<T>> {
        let mut all = Vec::new();
        while let Some(item) = self.next().await {
            all.push(item?);
        }
        Ok(all)
    }
}

// Nothing here is pinned in place: the future has its own box.
impl<T, F, Fut> Unpin for Pages<T, F, Fut> {}

impl<T, F, Fut> Stream for Pages<T, F, Fut>
where
    F: FnMut(Option<Cursor>) -> Fut,
    Fut: Future<Output = Result<Page<T>>>,
{
    type Item = Result<T>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(item) = this.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match &mut this.step {
                Step::End => return Poll::Ready(None),
                Step::Ask(cursor) => {
                    let page = (this.fetch)(cursor.take());
                    this.step = Step::Wait(Box::pin(page));
                }
                Step::Wait(page) => {
                    let page = ready!(page.as_mut().poll(cx));
                    this.step = Step::End;
                    let page = match page {
                        Ok(page) => page,
                        Err(error) => return Poll::Ready(Some(Err(error))),
                    };
                    this.items = page.items.into_iter();
                    if let Some(next) = page.next {
                        if !this.seen.insert(next.clone()) {
                            this.items = Vec::new().into_iter();
                            let what = "the pages go round in a circle";
                            return Poll::Ready(Some(Err(Error::new(
                                ErrorKind::Decode,
                                this.provider,
                                this.operation,
                                what,
                            ))));
                        }
                        this.step = Step::Ask(Some(next));
                    }
                }
            }
        }
    }
}

impl<T, F, Fut> fmt::Debug for Pages<T, F, Fut> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pages({} {})", self.provider, self.operation)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;
    use std::future::ready;

    use super::*;

    async fn walk(
        script: Vec<Result<Page<u32>>>,
    ) -> (Vec<Result<u32, ErrorKind>>, Vec<Option<String>>) {
        let mut script = VecDeque::from(script);
        let mut asked = Vec::new();
        let mut got = Vec::new();
        let mut stream = pages("acme", "list", |cursor: Option<Cursor>| {
            asked.push(cursor.map(|cursor| cursor.as_str().to_owned()));
            ready(script.pop_front().unwrap())
        });
        while let Some(item) = stream.next().await {
            got.push(item.map_err(|error| error.kind()));
        }
        (got, asked)
    }

    fn page(items: &[u32], next: Option<&str>) -> Page<u32> {
        Page::new(items.to_vec(), next.map(Cursor::new))
    }

    #[tokio::test]
    async fn pages_follow_their_cursors_even_over_an_empty_one() {
        let (got, asked) = walk(vec![
            Ok(page(&[1, 2], Some("a"))),
            Ok(page(&[], Some("b"))),
            Ok(page(&[3], None)),
        ])
        .await;
        assert_eq!(got, [Ok(1), Ok(2), Ok(3)]);
        assert_eq!(asked, [None, Some("a".to_owned()), Some("b".to_owned())]);
    }

    #[tokio::test]
    async fn an_error_ends_the_walk() {
        let broken = Error::new(ErrorKind::Provider, "acme", "list", "x");
        let (got, _) = walk(vec![Ok(page(&[1], Some("a"))), Err(broken)]).await;
        assert_eq!(got, [Ok(1), Err(ErrorKind::Provider)]);
    }

    #[tokio::test]
    async fn all_pages_are_gathered_or_none() {
        let gather = |script: Vec<Result<Page<u32>>>| {
            let mut script = VecDeque::from(script);
            pages("acme", "list", move |_| ready(script.pop_front().unwrap())).all()
        };
        let both = gather(vec![Ok(page(&[1], Some("a"))), Ok(page(&[2], None))]).await;
        assert_eq!(both.unwrap(), [1, 2]);
        let round = gather(vec![Ok(page(&[1], Some("a"))), Ok(page(&[2], Some("a")))]).await;
        assert_eq!(round.unwrap_err().kind(), ErrorKind::Decode);
    }

    #[test]
    fn a_page_size_is_brought_into_the_vendors_range() {
        for (asked, sent) in [
            (None, None),
            (Some(0), Some(1)),
            (Some(7), Some(7)),
            (Some(5000), Some(1000)),
        ] {
            assert_eq!(page_size(asked, 1000), sent);
        }
    }

    #[tokio::test]
    async fn pages_in_a_circle_end() {
        let (got, asked) = walk(vec![
            Ok(page(&[1], Some("a"))),
            Ok(page(&[2], Some("b"))),
            Ok(page(&[1], Some("a"))),
        ])
        .await;
        assert_eq!(got, [Ok(1), Ok(2), Err(ErrorKind::Decode)]);
        assert_eq!(asked.len(), 3);
    }
}
