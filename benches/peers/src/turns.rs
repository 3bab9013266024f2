//! Times contenders in interleaved runs, and returns medians.

use std::time::Duration;

use crate::inputs::Group;

/// MB/s of body bytes by contender: for each group and, last, for all files.
///
/// `pass` makes a contender, given by its index, read a group, and returns the CPU time. In each
/// run, every contender reads all groups at least once and for at least `least`; the order rotates
/// from run to run. A pass reads all groups, so that none stays in the cache.
pub fn speeds(
    contenders: usize,
    groups: &[Group],
    runs: usize,
    least: Duration,
    pass: impl Fn(usize, &Group) -> Duration,
) -> Vec<Vec<f64>> {
    let mut samples = vec![vec![Vec::with_capacity(runs); groups.len()]; contenders];
    for run in 0..runs {
        for turn in 0..contenders {
            let i = (turn + run * contenders / runs) % contenders;
            let mut spent = vec![Duration::ZERO; groups.len()];
            let mut passes = 0_u32;
            while passes == 0 || spent.iter().sum::<Duration>() < least {
                for (spent, group) in spent.iter_mut().zip(groups) {
                    *spent += pass(i, group);
                }
                passes += 1;
            }
            for (samples, spent) in samples[i].iter_mut().zip(spent) {
                samples.push(spent.as_secs_f64() / f64::from(passes));
            }
        }
        eprintln!("run {} of {runs}", run + 1);
    }
    let bytes: Vec<f64> = groups
        .iter()
        .map(|group| group.body_bytes() as f64)
        .collect();
    let speeds = |samples: Vec<Vec<f64>>| {
        let seconds: Vec<f64> = samples.into_iter().map(median).collect();
        let mut speeds: Vec<f64> = bytes
            .iter()
            .zip(&seconds)
            .map(|(b, s)| b / s / 1e6)
            .collect();
        speeds.push(bytes.iter().sum::<f64>() / seconds.iter().sum::<f64>() / 1e6);
        speeds
    };
    samples.into_iter().map(speeds).collect()
}

fn median(mut samples: Vec<f64>) -> f64 {
    samples.sort_by(f64::total_cmp);
    samples[samples.len() / 2]
}
