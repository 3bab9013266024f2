//! Which images an article has, and their addresses.

use newsprint::{Article, Content, ContentOptions, ImageOrigin, ImageProxy, original_src};

fn clip(body: &str) -> String {
    format!("[t](https://example.org/)\n------\n\n{body}")
}

fn with_content<R>(body: &str, read: impl FnOnce(&str, &Content) -> R) -> R {
    let source = clip(body);
    let content = Article::parse(&source).unwrap().content();
    read(&source, &content)
}

/// Returns the original addresses of the images of a body; `-` for none.
fn originals(body: &str) -> Vec<String> {
    with_content(body, |_, content| {
        let address = |address: Option<_>| {
            address.map_or("-".to_owned(), |it: std::borrow::Cow<str>| it.into_owned())
        };
        content
            .images()
            .map(|image| address(image.original_src()))
            .collect()
    })
}

#[test]
fn the_largest_of_srcset_counts() {
    for (body, expected) in [
        ("<img srcset='s.jpg 1x, l.jpg 2x'>", "l.jpg"),
        ("<img src=m.jpg srcset='l.jpg 2x'>", "l.jpg"),
        ("<img src=m.jpg srcset='s.jpg 320w, l.jpg 900w'>", "l.jpg"),
        (
            "<img src=../icons/grey.gif srcset='s.jpg 680w, l.jpg 1024w'>",
            "l.jpg",
        ),
        (
            "<img src=a-300x200.png srcset='a-300x200.png 300w, a.png 960w'>",
            "a.png",
        ),
        (
            "<img src='a.jpg?w=768' srcset='a.jpg 768w, a.jpg?w=300 300w'>",
            "a.jpg",
        ),
        (
            "<img src=m.jpg srcset='/w_9,h_9/s.jpg 9w,/w_99,h_99/l.jpg 99w'>",
            "/w_99,h_99/l.jpg",
        ),
        (
            "<img src=m.jpg srcset='l.jpg?a=1&amp;b=2 900w'>",
            "l.jpg?a=1&b=2",
        ),
        // Candidates that are known not to be larger than `src`.
        (
            "<img src=m.jpg srcset='data:image/gif;base64,AA=='>",
            "m.jpg",
        ),
        (
            "<img src=m.jpg srcset='data:image/gif;base64,AA== 900w'>",
            "m.jpg",
        ),
        ("<img src=m.jpg srcset='other.jpg'>", "m.jpg"),
        ("<img src=m.jpg srcset='bad.jpg 0w, bad.jpg 2y'>", "m.jpg"),
        // A candidate has a width, perhaps with a height, or a density.
        ("<img src=m.jpg srcset='l.jpg 900w 10h'>", "l.jpg"),
        ("<img src=m.jpg srcset='bad.jpg 10h'>", "m.jpg"),
        (
            "<img src=m.jpg srcset='bad.jpg 2x 900w, bad.jpg 900w 2x'>",
            "m.jpg",
        ),
        (
            "<img src=m.jpg srcset='bad.jpg 2x 10h, bad.jpg 10h 2x'>",
            "m.jpg",
        ),
        (
            "<img src=m.jpg srcset='bad.jpg 2x 3x, bad.jpg 900w 800w'>",
            "m.jpg",
        ),
        ("<img src=m.jpg srcset='bad.jpg 10h 10h 900w'>", "m.jpg"),
        // What is not a size is part of the name.
        ("<img src=m.jpg srcset='m-12345x1.jpg 320w'>", "m.jpg"),
        (
            "<img src=m.jpg srcset='m-redxblue.jpg 320w'>",
            "m-redxblue.jpg",
        ),
        (
            "<img src=m.jpg srcset='m-1234567x12.jpg 320w'>",
            "m-1234567x12.jpg",
        ),
        // The same name on another host is another image.
        (
            "<img src=//a.example/m.jpg srcset='//b.example/m-300x200.jpg 320w'>",
            "//b.example/m-300x200.jpg",
        ),
        (
            "<img src=//a.example/m.jpg srcset='//A.example/m-300x200.jpg 320w'>",
            "//a.example/m.jpg",
        ),
        (
            "<img src=/b/m.jpg srcset='/processed/540w/b/m.jpg 540w'>",
            "/b/m.jpg",
        ),
        (
            "<img src=/640/m.jpg srcset='/240/m.jpg 240w, /320/m.jpg 320w'>",
            "/640/m.jpg",
        ),
        ("<img src=a.jpg srcset='a-300x200.jpg 300w'>", "a.jpg"),
        // The attribute that a script reads.
        (
            "<img class=lazy data-src=m.jpg data-srcset='s.jpg 300w, l.jpg 900w'>",
            "l.jpg",
        ),
        (
            "<img src=blank.gif data-lazy-srcset='s.jpg 300w, l.jpg 900w'>",
            "l.jpg",
        ),
    ] {
        assert_eq!(originals(body), [expected], "{body}");
    }
}

#[test]
fn sources_of_a_picture_count() {
    for (body, expected) in [
        (
            "<picture><source srcset='s.webp 424w, l.webp 848w'><img></picture>",
            "l.webp",
        ),
        (
            "<picture><source srcset=l.jpg><img src=data:,></picture>",
            "l.jpg",
        ),
        (
            "<picture><source media='(max-width: 9px)' srcset=s.jpg><source srcset=l.jpg><img></picture>",
            "l.jpg",
        ),
        (
            "<picture><source data-srcset=l.jpg><img src=blank.gif></picture>",
            "l.jpg",
        ),
        (
            "<picture>\n<source srcset='l.jpg 900w'>\n<source srcset='s.jpg 300w'>\n<img src=m.jpg>\n</picture>",
            "l.jpg",
        ),
        (
            "<picture><source srcset=/1024/a.jpg><img src=/800/a.jpg></picture>",
            "/1024/a.jpg",
        ),
        (
            "<picture><source srcset=/1080w/b/a.webp><img src=/b/a.jpeg></picture>",
            "/b/a.jpeg",
        ),
        (
            "<picture><source srcset='//wsrv.nl/?url=e.org/a.jpg'><img></picture>",
            "http://e.org/a.jpg",
        ),
        // Not in a picture, or after the image.
        ("<source srcset='l.jpg 900w'><img src=m.jpg>", "m.jpg"),
        (
            "<picture><img src=m.jpg><source srcset='l.jpg 900w'></picture>",
            "m.jpg",
        ),
    ] {
        assert_eq!(originals(body), [expected], "{body}");
    }
    // Only the first image has them.
    let body = "<picture><source srcset='l.jpg 900w'><img src=1.jpg><img src=2.jpg></picture>";
    assert_eq!(originals(body), ["l.jpg", "2.jpg"]);
}

#[test]
fn lazy_attributes_count_if_src_is_missing_or_a_placeholder() {
    for placeholder in [
        "",
        "src",
        "src=' '",
        "src=#",
        "src=about:blank",
        "src='data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP'",
        "src=/img/blank.gif",
        "src=https://e.org/grey.png?v=2",
        "src=spacer.gif",
        "src=1x1.png",
        "src=loading-32.gif",
        "src=/img/lazy_placeholder.svg",
    ] {
        for name in [
            "data-src",
            "DATA-SRC",
            "data-original",
            "data-lazy-src",
            "data-actualsrc",
            "data-orig-file",
            "file",
        ] {
            let body = format!("<img {placeholder} {name}='/1.jpg?a&amp;b'>");
            assert_eq!(originals(&body), ["/1.jpg?a&b"], "{body}");
        }
    }
    for (body, expected) in [
        ("<img src=1.jpg data-src=2.jpg>", "1.jpg"),
        // What a script reads there need not be a URL.
        ("<img alt=a data-src=word>", "-"),
        ("<img alt=a data-src='see /this one'>", "-"),
        ("<img alt=a data-src='{/a.jpg}'>", "-"),
        (
            "<img src=blank.gif data-src=2.jpg data-original=3.jpg>",
            "2.jpg",
        ),
        (
            "<img src=blank.gif data-src='data:image/png;base64,AA' data-original=3.jpg>",
            "3.jpg",
        ),
        ("<img src=blank.gif data-src='{\"a\": 1}'>", "blank.gif"),
        ("<img src=blank.gif>", "blank.gif"),
    ] {
        assert_eq!(originals(body), [expected], "{body}");
    }
}

#[test]
fn an_address_has_its_bytes_and_its_origin() {
    for (body, origin, written) in [
        (
            "<img src='a.jpg?x&amp;y'>",
            ImageOrigin::Src,
            "a.jpg?x&amp;y",
        ),
        (
            "<img srcset='a.jpg 1x,  b.jpg?x&amp;y 2x'>",
            ImageOrigin::Srcset,
            "b.jpg?x&amp;y",
        ),
        (
            "<img data-srcset='a.jpg, b.jpg 2x'>",
            ImageOrigin::Srcset,
            "b.jpg",
        ),
        ("<img data-src=a.jpg>", ImageOrigin::Lazy, "a.jpg"),
        (
            "<picture><source srcset='a.jpg'><img></picture>",
            ImageOrigin::Source,
            "a.jpg",
        ),
        (
            "<img alt=x><noscript><img src=a.jpg></noscript>",
            ImageOrigin::Noscript,
            "a.jpg",
        ),
    ] {
        with_content(body, |source, content| {
            let image = content.images().next().unwrap();
            assert_eq!(image.address_origin(), Some(origin), "{body}");
            assert_eq!(
                image.address().unwrap().span().of(source),
                written,
                "{body}"
            );
            assert_eq!(content.images().count(), 1, "{body}");
        });
    }
}

#[test]
fn a_copy_in_a_noscript_is_the_image_before_it() {
    let blank = "src='data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP'";
    let photon = "https://i1.wp.com/e.org/a.jpg?resize=9";
    for body in [
        // The same address.
        "<img src=a.jpg><noscript><img src=a.jpg></noscript>".to_owned(),
        format!("<img {blank} data-src=a.jpg><noscript><img src=a.jpg></noscript>"),
        format!(
            "<p><img {blank} data-src=a.jpg></p>\n<noscript>\n<p><img src=a.jpg></p>\n</noscript>"
        ),
        format!("<a href=/x><img {blank} data-src=a.jpg><noscript><img src=a.jpg></noscript></a>"),
        // Another rendition.
        "<img data-src=a-300x200.jpg alt=x><noscript><img src=a.jpg?x=1></noscript>".to_owned(),
        // No address of its own.
        format!("<img {blank} alt=x><noscript><img src=a.jpg></noscript>"),
        "<img src=loading.gif data-unknown=1><noscript><img src=a.jpg></noscript>".to_owned(),
        "<img src=preview.jpg class='lazy x'><noscript><img src=a.jpg></noscript>".to_owned(),
        // The other way round.
        format!("<noscript><img src=a.jpg></noscript><img {blank} data-src=a.jpg>"),
        format!("<noscript><img src=a.jpg></noscript><img {blank} alt=x>"),
        // Without visible content.
        format!("<img {blank}><noscript><img src=a.jpg></noscript>"),
        // Proxies.
        format!(
            "<img src='{photon}' class=jetpack-lazy-image data-lazy-src='{photon}&amp;is-pending-load=1#038;ssl=1' srcset='{}'><noscript><img src='{photon}'></noscript>",
            "data:image/gif;base64,AA"
        ),
    ] {
        with_content(&body, |_, content| {
            let [image] = content.images().collect::<Vec<_>>()[..] else {
                panic!("{body}: {:?}", content.images().collect::<Vec<_>>());
            };
            let original = image.original_src().unwrap();
            assert!(
                ["a.jpg", "a-300x200.jpg", "http://e.org/a.jpg"].contains(&&*original),
                "{body}: {original}"
            );
            assert_eq!(content.left_out_images().count(), 1, "{body}");
            assert_eq!(
                content.to_markdown().matches("a.jpg").count()
                    + content.to_markdown().matches("a-300").count(),
                1,
                "{body}"
            );
            assert_eq!(content.lead_image(), Some(image), "{body}");
        });
    }
    for body in [
        "<img src=1.jpg><noscript><img src=2.jpg></noscript>",
        "<img src=1.jpg>text<noscript><img src=2.jpg></noscript>",
        "<noscript><img src=1.jpg></noscript><img src=2.jpg>",
        "<noscript><img src=1.jpg><img src=2.jpg></noscript>",
        "<img src=1.jpg><img src=1.jpg>",
        "<img src='/r?i=1'><noscript><img src='/r?i=2'></noscript>",
    ] {
        assert_eq!(originals(body).len(), 2, "{body}");
    }
}

#[test]
fn a_preview_before_its_image_is_left_out() {
    let preview = "<img class=progressiveMedia-thumbnail src=/0/a.jpg>";
    assert_eq!(
        originals(&format!(
            "{preview}<canvas></canvas><img data-src=/1/a.jpg>"
        )),
        ["/1/a.jpg"]
    );
    assert_eq!(originals(&format!("{preview}<img src=/1/b.jpg>")).len(), 2);
    assert_eq!(originals(preview).len(), 1);
}

#[test]
fn tracking_pixels_are_left_out() {
    for image in [
        "<img src=//e.org/start?type=1x1 width=1 height=1 alt=''>",
        "<img src=/a width=0 height=0>",
        "<img src=/a width=1px height='1'>",
        "<img src=/a style='width: 1px; height:1px'>",
        "<img src='https://medium.com/_/stat?event=post&amp;postId=1'>",
        "<img src=https://www.facebook.com/tr?id=1>",
    ] {
        let body = format!("<p>one</p><noscript>{image}</noscript><p>two {image}</p>");
        with_content(&body, |_, content| {
            assert_eq!(content.images().count(), 0, "{image}");
            assert_eq!(content.to_text(), "one\n\ntwo", "{image}");
            assert_eq!(content.to_markdown(), "one\n\ntwo\n", "{image}");
            assert!(!content.to_html().contains("<img"), "{image}");
            let left_out: Vec<_> = content.left_out_images().collect();
            assert!(
                left_out.len() == 2 && left_out.iter().all(|image| image.is_tracker()),
                "{image}"
            );
        });
    }
    for image in [
        "<img src=a.jpg width=1 height=100>",
        "<img src=a.jpg width=1% height=1%>",
        "<img src=a.jpg width=0 height=0 style='width:100%;height:auto'>",
        "<img src=a.jpg srcset='b.jpg 2x' width=0 height=0>",
        "<img src=https://medium.com/stat.jpg>",
    ] {
        assert_eq!(originals(image).len(), 1, "{image}");
    }
}

#[test]
fn emoji_are_text() {
    let smiley =
        "<img src=https://s.w.org/images/core/emoji/12/72x72/1f612.png alt=😒 class=wp-smiley>";
    let face = "<img class=W_img_face title=[x] src=//img.t.sinajs.cn/t4/appstyle/expression/a.png alt='[a  b]'>";
    let body =
        format!("<p>one{smiley} two {smiley}{smiley}</p><p>{smiley}</p><p><b>{face}</b> three</p>");
    with_content(&body, |source, content| {
        assert_eq!(content.images().count(), 0);
        assert_eq!(content.to_text(), "one😒 two 😒😒\n\n😒\n\n[a b] three");
        assert!(content.to_html().contains("<p>one😒 two 😒😒</p>"));
        assert!(content.to_markdown().starts_with("one😒 two 😒😒\n"));
        let mut texts = content
            .descendants()
            .filter(|part| part.as_text() == Some("😒"));
        assert_eq!(texts.next().unwrap().span().of(source), smiley);
    });
    // Without a text, or with a long one, it is an image.
    let long = "x".repeat(99);
    let body = format!(
        "<img class=emoji src=a.png><img class=emoji src=b.png alt={long}><img src=c.png alt=😒>"
    );
    assert_eq!(originals(&body), ["a.png", "b.png", "c.png"]);
}

#[test]
fn an_image_in_the_url_has_no_address() {
    let data = format!("data:image/png;base64,{}", "iVBORw0KGgo".repeat(1000));
    with_content(
        &format!("<p>one</p><img src={data} alt=two><p>three</p>"),
        |_, content| {
            let image = content.images().next().unwrap();
            assert_eq!(*image.src().unwrap(), data);
            assert_eq!((image.address(), image.original_src()), (None, None));
            assert_eq!(content.to_markdown().matches("iVBOR").count(), 0);
            assert_eq!(content.to_html().matches("iVBOR").count(), 0);
            #[cfg(feature = "serde")]
            {
                let json = serde_json::to_string(content).unwrap();
                assert_eq!(json.matches("iVBOR").count(), 0);
                assert!(json.contains("\"src\":\"data:image/png;base64,\""));
            }
        },
    );
}

#[test]
fn images_that_show_nothing_are_left_out() {
    for image in [
        "<img>",
        "<img src>",
        "<img src='' alt=' '>",
        "<img src=data:image/gif;base64,R0lGODlhAQAB>",
    ] {
        let body = format!(
            "<p>one</p>{image}<div><small>two</small></div><ul><li><a href=/x>x{image}</a></ul>"
        );
        with_content(&body, |_, content| {
            assert_eq!(content.images().count(), 0, "{image}");
            assert_eq!(content.left_out_images().count(), 2, "{image}");
            assert_eq!(content.to_text(), "one\n\ntwo\n\n- x", "{image}");
            assert_eq!(
                content.to_markdown(),
                "one\n\ntwo\n\n- [x](/x)\n",
                "{image}"
            );
        });
    }
}

#[test]
fn the_lead_image_is_a_picture() {
    for decoration in [
        "<img src=/graphics/icon-zoom.png>",
        "<img src=a.png width=16 height=16>",
        "<img src=line.png width=624 height=1>",
        "<img src=https://e.org/105_grey_line-nc.png width=640>",
        "<img src=blank.gif>",
        "<img class='avatar photo' src=a.jpg>",
        "<img src=https://s.w.org/images/core/emoji/a.png>",
        "<img src=/share-card.png>",
        "<img src=a.gif width=1 height=1>",
    ] {
        with_content(
            &format!("{decoration}<img src=lead.jpg><p>text"),
            |_, content| {
                let lead = content.lead_image().unwrap();
                assert_eq!(*lead.src().unwrap(), "lead.jpg", "{decoration}");
            },
        );
    }
}

#[test]
fn proxies() {
    for (src, expected) in [
        (
            "https://images.weserv.nl/?url=//e.org/a.jpg&w=6",
            "https://e.org/a.jpg",
        ),
        (
            "https://thumbor.e.org/unsafe/fit-in/700x0/https%3A%2F%2Fe.org%2Fa.png%3Fx%3D1",
            "https://e.org/a.png?x=1",
        ),
        (
            "https://t.e.org/unsafe/1340x754/https://t.e.org/unsafe/picture/0/0_link.jpg",
            "https://t.e.org/unsafe/picture/0/0_link.jpg",
        ),
        (
            "https://t.e.org/unsafe/300x0/smart/img.e.org/a.png",
            "http://img.e.org/a.png",
        ),
        (
            "https://s.e.org/_next/image?url=https%3A%2F%2Fe.org%2Fb.png&w=3840&q=75",
            "https://e.org/b.png",
        ),
        (
            "https://s.e.org:8080/zh/_next/image?url=%2Fimg%2Fb.png&w=3840",
            "https://s.e.org:8080/img/b.png",
        ),
        (
            "//s.e.org/_next/image?url=%2Fb.png",
            "https://s.e.org/b.png",
        ),
        (
            "https://external-content.duckduckgo.com/iu/?u=https%3A%2F%2Fe.org%2Fc.jpg&f=1",
            "https://e.org/c.jpg",
        ),
        (
            "https://images2-focus-opensocial.googleusercontent.com/gadgets/proxy?container=focus&url=https://e.org/d.jpg",
            "https://e.org/d.jpg",
        ),
        (
            "https://images-opensocial.googleusercontent.com/gadgets/proxy?url=https%3A%2F%2Fe.org%2Fd.jpg",
            "https://e.org/d.jpg",
        ),
        (
            "https://cdn.statically.io/img/e.org/f=auto,w=600/e.jpg",
            "https://e.org/e.jpg",
        ),
        (
            "https://cdn.statically.io/img/e.org/a/e.jpg",
            "https://e.org/a/e.jpg",
        ),
        (
            "https://res.cloudinary.com/demo/image/fetch/w_400/https://e.org/f.jpg?x=1",
            "https://e.org/f.jpg?x=1",
        ),
        (
            "https://substackcdn.com/image/fetch/$s_!Ab1!,w_1456,c_limit/https%3A%2F%2Fs3.e.org%2Fa_1067x604.png",
            "https://s3.e.org/a_1067x604.png",
        ),
        (
            "https://i2.wp.com/cdn.substack.com/image/fetch/w_1,q_auto:good/https%3A%2F%2Fe.org%2Fa.png?resize=7&ssl=1",
            "https://e.org/a.png",
        ),
        (
            "https://s.e.org/cdn-cgi/image/width=800,quality=75/https://e.org/g.jpg",
            "https://e.org/g.jpg",
        ),
        (
            "https://s.e.org/cdn-cgi/image/width=800/img/g.jpg",
            "https://s.e.org/img/g.jpg",
        ),
        (
            "https://s0.wp.com/imgpress?url=https%3A%2F%2Fe.org%2Fh.jpg&resize=640",
            "https://e.org/h.jpg",
        ),
        (
            "https://cdn.wp-modula.com/client/q_lossless,ret_img,w_851/https://e.org/i.jpg",
            "https://e.org/i.jpg",
        ),
    ] {
        assert_eq!(original_src(src).as_deref(), Some(expected), "{src}");
    }
    for src in [
        "https://e.org/unsafe/a.jpg",
        "https://e.org/_next/image",
        "https://e.org/_next/image?url=javascript:x",
        "https://e.org/image/fetch/a/b.jpg",
        "https://cdn.statically.io/gh/a/b/c.jpg",
        "https://cdn.statically.io/img/",
        "https://e.org/cdn-cgi/image/",
        "https://res.cloudinary.com/demo/image/upload/a.jpg",
        "https://e.org/imgpress?url=https://f.org/a.jpg",
    ] {
        assert_eq!(original_src(src), None, "{src}");
    }
}

#[test]
fn added_proxies_apply_to_all_addresses() {
    let options = ContentOptions::new().image_proxy(ImageProxy::rest("*.proxy.example").at("/o/"));
    let source = clip(
        "<img src=https://a.proxy.example/o/x/https://e.org/1.jpg>\
         <img srcset='https://a.proxy.example/o/e.org/2.jpg 2x'>\
         <video src=v.mp4 poster=https://a.proxy.example/o/https%3A%2F%2Fe.org%2F3.jpg></video>\
         <img src=https://proxy.example/o/https://e.org/4.jpg>",
    );
    let article = Article::parse(&source).unwrap();
    let content = article.content_with(&options);
    let images: Vec<_> = content
        .images()
        .filter_map(|image| image.original_src())
        .collect();
    assert_eq!(
        images,
        [
            "https://e.org/1.jpg",
            "http://e.org/2.jpg",
            "https://proxy.example/o/https://e.org/4.jpg"
        ]
    );
    let video = content
        .descendants()
        .find_map(|part| part.as_embed())
        .unwrap();
    assert_eq!(video.original_poster().unwrap(), "https://e.org/3.jpg");
}

#[test]
fn embeds_have_the_address_of_the_embedded_resource() {
    let widget =
        "https://cdn.embedly.com/widgets/media.html?src=https%3A%2F%2Fv.example%2Fembed%2F1";
    for (embed, src, original) in [
        (
            format!(
                "<iframe src='{widget}&amp;url=http%3A%2F%2Fv.example%2Fwatch%3Fv%3D1&amp;key=k'></iframe>"
            ),
            true,
            Some("http://v.example/watch?v=1"),
        ),
        (
            format!("<iframe src='{widget}'></iframe>"),
            true,
            Some("https://v.example/embed/1"),
        ),
        (
            "<iframe src='' width=0><a href='https://m.example/1/href?a&amp;b'>x</a></iframe>"
                .to_owned(),
            true,
            Some("https://m.example/1/href?a&b"),
        ),
        (
            "<iframe><p><A class=x HREF=/1>x</a></iframe>".to_owned(),
            false,
            Some("/1"),
        ),
        (
            "<iframe src=about:blank data-src=https://v.example/1></iframe>".to_owned(),
            true,
            Some("https://v.example/1"),
        ),
        (
            "<iframe src=https://v.example/1><a href=/2>x</a></iframe>".to_owned(),
            true,
            Some("https://v.example/1"),
        ),
        ("<iframe src=about:blank>x</iframe>".to_owned(), true, None),
        (
            "<video><source src=1.mp4></video>".to_owned(),
            true,
            Some("1.mp4"),
        ),
    ] {
        with_content(&embed, |_, content| {
            let part = content.blocks().next().unwrap().as_embed().unwrap();
            assert_eq!(part.src().is_some(), src, "{embed}");
            assert_eq!(part.original_src().as_deref(), original, "{embed}");
        });
    }
}

#[test]
fn the_largest_of_several_versions_counts() {
    for (body, expected) in [
        // `src` has the size of the same URL in `srcset`.
        (
            "<picture><source srcset='b.jpg 500w'><img src=a.jpg srcset='a.jpg 600w'></picture>",
            "a.jpg",
        ),
        (
            "<picture><source srcset='b.jpg 700w'><img src=a.jpg srcset='a.jpg 600w'></picture>",
            "b.jpg",
        ),
        (
            "<picture><source srcset='b.jpg 600w'><img srcset='a.jpg 900w' data-srcset='a.jpg 300w'></picture>",
            "a.jpg",
        ),
        (
            "<picture><source srcset='b.jpg 600w'><img srcset='a.jpg 600w'></picture>",
            "a.jpg",
        ),
        (
            "<picture><source srcset='b.jpg 800w'><img srcset='a.jpg 600w'></picture>",
            "b.jpg",
        ),
        (
            "<picture><source srcset='b.jpg 400w'><img srcset='a.jpg 600w'></picture>",
            "a.jpg",
        ),
        // Only the extensions of images are left out of a comparison.
        (
            "<img src='/view.aspx?id=300' srcset='/view.ashx 1x'>",
            "/view.aspx?id=300",
        ),
        (
            "<img src='/view.aspx?id=300' srcset='/view.aspx 1x'>",
            "/view.aspx",
        ),
    ] {
        assert_eq!(originals(body), [expected], "{body}");
    }
}

#[test]
fn lazy_attributes_have_an_order() {
    for (body, expected) in [
        ("<img data-src=a.jpg data-original=b.jpg>", "a.jpg"),
        ("<img data-original=b.jpg data-src=a.jpg>", "a.jpg"),
        ("<img data-src=a.jpg data-src=b.jpg>", "a.jpg"),
        (
            "<img title=t/u.jpg data-original=b.jpg alt=v/w.jpg>",
            "b.jpg",
        ),
        // A script is not a placeholder, whatever its name is. Neither is a file with a long name.
        ("<img src=/blank.php data-src=a.jpg>", "/blank.php"),
        ("<img src=/blank.gif data-src=a.jpg>", "a.jpg"),
    ] {
        assert_eq!(originals(body), [expected], "{body}");
    }
    for (len, is_placeholder) in [(59, true), (60, true), (61, false), (70, false)] {
        let name = format!("placeholder{}", "a".repeat(len - 11));
        let found = originals(&format!("<img src=/{name}.gif data-src=a.jpg>"));
        assert_eq!(found == ["a.jpg"], is_placeholder, "{len}");
    }
}

#[test]
fn an_image_in_a_long_data_url_is_shown() {
    for (len, count) in [(511, 0), (512, 0), (513, 1), (600, 1)] {
        let src = format!("data:image/gif;base64,{}", "A".repeat(len - 22));
        assert_eq!(
            originals(&format!("<img src='{src}'>")).len(),
            count,
            "{len}"
        );
    }
}

#[test]
fn a_style_may_give_the_size_of_a_pixel() {
    for (length, count) in [
        ("1px", 0),
        ("1PX", 0),
        ("1", 0),
        ("1.0px", 0),
        ("1px !important", 0),
        ("1em", 1),
        ("1vw", 1),
        ("1%", 1),
        ("2px", 1),
    ] {
        let body = format!("<img src=a.jpg style='width:{length}; height:{length}'>");
        assert_eq!(originals(&body).len(), count, "{length}");
    }
}

#[test]
fn the_host_in_the_path_of_a_proxy_is_the_first_that_looks_like_one() {
    for (path, expected) in [
        ("a.example.org/1.jpg", Some("http://a.example.org/1.jpg")),
        (
            "a.example.org/b.example.org/1.jpg",
            Some("http://a.example.org/b.example.org/1.jpg"),
        ),
        (
            "v1.20/a.example.org/1.jpg",
            Some("http://a.example.org/1.jpg"),
        ),
        (
            "x.y/a.example.org/1.jpg",
            Some("http://a.example.org/1.jpg"),
        ),
        (
            "a_b.org/a.example.org/1.jpg",
            Some("http://a.example.org/1.jpg"),
        ),
        (
            ".org/a.example.org/1.jpg",
            Some("http://a.example.org/1.jpg"),
        ),
        (
            "1.jpg/a.example.org/1.jpg",
            Some("http://a.example.org/1.jpg"),
        ),
        ("300x200/a.example.org/", None),
        ("300x200/a.example.org", None),
    ] {
        let src = format!("https://proxy.example/unsafe/{path}");
        assert_eq!(original_src(&src).as_deref(), expected, "{src}");
    }
}

#[test]
fn emoji_and_trackers_are_known_by_class_or_url() {
    for (img, text) in [
        (
            "<img class=emoji src=https://e.example/1f600.png alt=😀>",
            "一😀",
        ),
        (
            "<img src=https://s.w.org/images/core/emoji/1.png alt=😀>",
            "一😀",
        ),
        ("<img src=https://e.example/1f600.png alt=😀>", "一"),
        ("<img src=https://pixel.wp.com/g.gif?v=1>", "一"),
    ] {
        with_content(&format!("<p>一{img}</p>"), |_, content| {
            assert_eq!(content.to_text(), text, "{img}");
            let is_image = img.starts_with("<img src=https://e.example");
            assert_eq!(content.images().count(), usize::from(is_image), "{img}");
        });
    }
}
