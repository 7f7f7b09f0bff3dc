//! 10 requests in any second, for one key.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use voice_core::http::{Clock, HttpService, ResponseBody, ServiceError, TokioClock};
use voice_quo::QuoClient;
use voice_quo::api::GetUser;
use voice_quo::dated;

const SECOND: Duration = Duration::from_secs(1);

/// Notes when each request came.
#[derive(Debug)]
struct Stopwatch {
    clock: TokioClock,
    starts: Mutex<Vec<Duration>>,
}

impl Stopwatch {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            clock: TokioClock::new(),
            starts: Mutex::default(),
        })
    }

    fn starts(&self) -> Vec<Duration> {
        self.starts.lock().unwrap().clone()
    }

    fn client(self: &Arc<Self>, key: &str) -> QuoClient {
        QuoClient::builder(key)
            .service(self.clone())
            .clock(Arc::new(self.clock.clone()))
            .build()
            .unwrap()
    }
}

#[async_trait::async_trait]
impl HttpService for Stopwatch {
    async fn call(
        &self,
        _: http::Request<bytes::Bytes>,
    ) -> Result<http::Response<ResponseBody>, ServiceError> {
        self.starts.lock().unwrap().push(self.clock.elapsed());
        // The answer takes its time, so that requests overlap.
        self.clock.sleep(Duration::from_millis(300)).await;
        let body = r#"{"data":{"id":"US1"}}"#;
        Ok(http::Response::new(ResponseBody::full(body)))
    }
}

#[tokio::test(start_paused = true)]
async fn fifty_concurrent_reads_never_exceed_ten_in_any_second_and_all_succeed() {
    let watch = Stopwatch::new();
    let client = watch.client("an-invented-key");
    let reads = (0..50).map(|at| {
        let client = client.clone();
        // Both surfaces count against one limit.
        tokio::spawn(async move {
            if at % 2 == 0 {
                GetUser::new("US1").send(&client).await
            } else {
                dated::GetUser::new("US1").send(&client).await
            }
        })
    });
    for read in reads.collect::<Vec<_>>() {
        assert_eq!(&*read.await.unwrap().unwrap().id, "US1");
    }
    let starts = watch.starts();
    assert_eq!(starts.len(), 50);
    for window in starts.windows(11) {
        assert!(window[10] >= window[0] + SECOND, "{window:?}");
    }
    assert!(starts[49] < 5 * SECOND, "and no slower than it must be");
}

#[tokio::test(start_paused = true)]
async fn two_tenants_do_not_share_the_limit() {
    let watch = Stopwatch::new();
    let tenants = [
        watch.client("one-invented-key"),
        watch.client("another-invented-key"),
    ];
    let reads = (0..20).map(|at: usize| {
        let client = tenants[at % 2].clone();
        tokio::spawn(async move { GetUser::new("US1").send(&client).await })
    });
    for read in reads.collect::<Vec<_>>() {
        read.await.unwrap().unwrap();
    }
    let starts = watch.starts();
    assert_eq!(starts.len(), 20);
    assert!(starts.iter().all(|at| *at < SECOND), "{starts:?}");
}

#[tokio::test(start_paused = true)]
async fn two_clients_of_one_key_share_the_limit_they_are_given() {
    let watch = Stopwatch::new();
    let limiter = QuoClient::rate_limit();
    let client = || {
        QuoClient::builder("an-invented-key")
            .service(watch.clone())
            .clock(Arc::new(watch.clock.clone()))
            .limiter(limiter.clone())
            .build()
            .unwrap()
    };
    let clients = [client(), client()];
    let reads = (0..20).map(|at: usize| {
        let client = clients[at % 2].clone();
        tokio::spawn(async move { GetUser::new("US1").send(&client).await })
    });
    for read in reads.collect::<Vec<_>>() {
        read.await.unwrap().unwrap();
    }
    let starts = watch.starts();
    for window in starts.windows(11) {
        assert!(window[10] >= window[0] + SECOND, "{window:?}");
    }
}
