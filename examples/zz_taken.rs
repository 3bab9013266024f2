use newsprint::Article;
fn main() {
    for path in std::env::args().skip(1) {
        let Ok(s) = std::fs::read_to_string(&path) else {
            continue;
        };
        let Ok(a) = Article::parse(&s) else { continue };
        let c = a.content();
        let cut = |t: &str| t.replace('\n', "⏎").chars().take(110).collect::<String>();
        let short = path.rsplit('/').take(2).collect::<Vec<_>>().join("<");
        if let Some(d) = c.dateline() {
            if a.body().span().contains_span(d.span()) {
                println!(
                    "{short}\tdateline\t-\t{}\t{:?}",
                    cut(d.raw()),
                    d.date().map(|d| d.to_string())
                );
            }
        }
        if let Some(b) = c.byline() {
            if a.body().span().contains_span(b.span()) {
                println!(
                    "{short}\tbyline\t-\t{}\t{}",
                    cut(b.raw()),
                    b.contributors()
                        .iter()
                        .map(|p| format!("{}={}", p.role().unwrap_or("-"), p.name()))
                        .collect::<Vec<_>>()
                        .join(" ")
                );
            }
        }
        for x in c.asides() {
            println!(
                "{short}\t{}\t{}\t{}",
                x.aside_kind(),
                x.rule(),
                cut(&x.text())
            );
        }
    }
}
