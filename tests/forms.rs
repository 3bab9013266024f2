//! The form of each publisher, written by hand, with the expected date, byline, standfirst, picture, text and
//! asides. Every row of `src/content/detect/known.rs` has a form here.

mod common;

use common::told::{source_of, told};
use newsprint::Article;

/// A form: its name, the host, the body, and the expected content.
const FORMS: &[(&str, &str, &str, &str)] = &[
    (
        "Voice of America",
        "voachinese.com",
        "<div><i>Fri, 03 Jul 2020 21:21:17 GMT</i></div>\
         <img src=\"https://images.weserv.nl?url=img.e.org/1_w900.jpg\" width=\"100%\">\
         <div><small style=\"color: #999;\">渡轮离港（资料图）</small></div><p>末班船延至两点。</p><p>票价不变。</p>\
         <br><hr><div>获取更多RSS：<br><a href=\"https://feedx.net\">https://feedx.net</a> <br>\
         <a href=\"https://feedx.best\">https://feedx.best</a><br></div>",
        "date: Fri, 03 Jul 2020 21:21:17 GMT = 2020-07-03T21:21:17Z\n\
         image: http://img.e.org/1_w900.jpg\n\
         caption: 渡轮离港（资料图）\n\
         text: 渡轮离港（资料图） / 末班船延至两点。 / 票价不变。\n\
         footer (feedx): 获取更多RSS： / https://feedx.net / https://feedx.best",
    ),
    (
        "Voice of America, video",
        "voachinese.com",
        "<div><i>Mon, 12 Oct 2020 21:38:15 GMT</i></div>\
         <video poster=\"https://images.weserv.nl?url=img.e.org/2.jpg\" src=\"https://e.org/2.mp4\" controls></video>\
         <div><small>甲板上的乘客</small></div><p>船上有灯。<br /><br />岸上也有。</p>",
        "date: Mon, 12 Oct 2020 21:38:15 GMT = 2020-10-12T21:38:15Z\n\
         image: http://img.e.org/2.jpg\n\
         caption: 甲板上的乘客\n\
         text: 甲板上的乘客 / 船上有灯。 / 岸上也有。",
    ),
    (
        "Radio France Internationale, 2020",
        "www.rfi.fr",
        "<div>15/07/2020 - 10:04</div><img src=\"https://s.e.org/w:310/1.jpg\">\
         <p><strong>夜航首日，码头排起长队。</strong></p>\
         <div class=\"t-content__body u-clearfix\"><div class=\"m-interstitial\"><div class=\"m-interstitial__ad\">\
         <div class=\"m-block-ad__label\">广告</div></div></div><p>船票当天售完。</p><p>下周加开一班。</p><p> </p>\
         <div class=\"o-self-promo o-self-promo--nl\">订阅每日通讯</div><div class=\"o-self-promo\" data-selfpromo-app></div></div>",
        "date: 15/07/2020 - 10:04 = 2020-07-15T10:04:00\n\
         standfirst: 夜航首日，码头排起长队。\n\
         image: https://s.e.org/w:310/1.jpg\n\
         text: 夜航首日，码头排起长队。 / 船票当天售完。 / 下周加开一班。\n\
         artifact (rfi-ad-label): 广告\n\
         promotion (rfi-self-promo): 订阅每日通讯",
    ),
    (
        "Radio France Internationale, of Agence France-Presse",
        "www.rfi.fr",
        "<div>09/11/2020 - 05:05</div><img src=\"https://s.e.org/1.jpg\"><div class=\"t-content__body\">\
         <p>（某社某港9日电）    船期公布。</p><p>    票价不变。（译者：某甲/核稿：某乙）</p>\
         <p class=\"t-copyright\">© 2020 AFP</p>        </div>",
        "date: 09/11/2020 - 05:05 = 2020-11-09T05:05:00\n\
         by: （译者：某甲/核稿：某乙） = 译者 某甲, 核稿 某乙\n\
         image: https://s.e.org/1.jpg\n\
         text: （某社某港9日电） 船期公布。 / 票价不变。\n\
         copyright (copyright): © 2020 AFP",
    ),
    (
        "Radio France Internationale, 2022",
        "www.rfi.fr",
        "<div>30/03/2022 - 23:08</div><div><div>分享 :</div><ul><li><a href=\"/f\">甲</a></li></ul></div>\
         <img src=\"https://s.e.org/1.jpg\"><p><strong>船期表公布。            </strong></p>\
         <div><p><span><span>夜间有</span></span><span>三班船。</span></p></div>\
         <div><div>分享 :</div><a href=\"/t\">乙</a></div>",
        "date: 30/03/2022 - 23:08 = 2022-03-30T23:08:00\n\
         standfirst: 船期表公布。\n\
         image: https://s.e.org/1.jpg\n\
         text: 船期表公布。 / 夜间有三班船。\n\
         share (rfi-share): 分享 : / - 甲\n\
         share (rfi-share): 分享 : / 乙",
    ),
    (
        "Reuters",
        "cn.reuters.com",
        "<div><i>2020-06-30T12:11:12</i></div><div class=\"StandardArticleBody_body\">\
         <p>某社某港6月30日 - 港口增开夜航。 </p><figure><img src=\"https://e.org/1.jpg\">\
         <figcaption>一号码头</figcaption></figure><p>首班十点。</p>\
         <div class=\"Attribution_container\"><div class=\"Attribution_attribution\">\
         <p class=\"Attribution_content\">编译 某甲/某乙；审校 某丙</p></div></div>\
         <div class=\"StandardArticleBody_trustBadgeContainer\"><span>我们的标准：</span>\
         <a href=\"/p.pdf\">某某原则</a></div></div>",
        "date: 2020-06-30T12:11:12 = 2020-06-30T12:11:12\n\
         by: 编译 某甲/某乙；审校 某丙 = 编译 某甲, 编译 某乙, 审校 某丙\n\
         image: https://e.org/1.jpg\n\
         caption: 一号码头\n\
         text: 某社某港6月30日 - 港口增开夜航。 / 一号码头 / 首班十点。\n\
         promotion (reuters-trust-badge): 我们的标准：某某原则",
    ),
    (
        "Deutsche Welle, with a name",
        "www.dw.com",
        "<div><i>null 某甲（综合报道）<br>2020-07-12T14:05:00.845Z</i></div>\
         <img src=\"https://images.weserv.nl/?url=e.org/5_303.jpg\" width=\"100%\">\
         <div><small style=\"color: #999;\">港口</small></div><p>（某台）首航成功。</p>\
         <p><strong>德国之声致力于为您提供某某。</strong></p>\
         <p><em>© 2020年某台版权声明：不得擅自使用。</em></p><p> </p>",
        "date: 2020-07-12T14:05:00.845Z = 2020-07-12T14:05:00.845Z\n\
         by: null 某甲（综合报道） = 某甲\n\
         image: http://e.org/5_303.jpg\n\
         caption: 港口\n\
         text: 港口 / （某台）首航成功。\n\
         promotion (dw-principles): 德国之声致力于为您提供某某。\n\
         copyright (copyright): © 2020年某台版权声明：不得擅自使用。",
    ),
    (
        "Deutsche Welle, without a name",
        "www.dw.com",
        "<div><i><br>2024-02-28T03:57:12.141Z</i></div><p>（某台）首航成功。</p><p>某甲/某乙/某丙（某社等）  </p><p> </p>",
        "date: 2024-02-28T03:57:12.141Z = 2024-02-28T03:57:12.141Z\n\
         by: 某甲/某乙/某丙（某社等） = 某甲, 某乙, 某丙\n\
         text: （某台）首航成功。",
    ),
    (
        "Deutsche Welle, gallery",
        "www.dw.com",
        "<div><img src=\"https://images.weserv.nl/?url=e.org/1.jpg\" width=\"100%\"><br><b>桥</b>：夜里亮灯。</div>\
         <div><img src=\"https://images.weserv.nl/?url=e.org/2.jpg\" width=\"100%\"><b>船</b>：刚刚离岸。</div>",
        "image: http://e.org/1.jpg\n\
         caption: 桥：夜里亮灯。\n\
         text: 桥：夜里亮灯。 / 船：刚刚离岸。",
    ),
    (
        "BBC, 2020",
        "www.bbc.com",
        "<div><i>2020年 7月 13日</i></div><div><div class=\"story-body__inner\" property=\"articleBody\">\
         <div class=\"media-landscape has-caption full-width lead\"><span class=\"image-and-copyright-container\">\
         <img class=\"js-image-replace\" alt=\"船\" src=\"https://e.org/1.jpg\"><span class=\"off-screen\">图片版权</span>\
         <span class=\"story-image-copyright\">某图社</span></span><figcaption class=\"media-caption\">\
         <span class=\"off-screen\">Image caption</span><span class=\"media-caption__text\">夜航的船</span></figcaption></div>\
         <p class=\"story-body__introduction\">夜航首日，乘客满座。</p><p>票价不变。</p><p>下周加班。</p>\
         <div class=\"player-with-placeholder\"><div class=\"player-with-placeholder__caption\">你的器材不支持播放多媒体材料</div></div>\
         </div></div>",
        "date: 2020年 7月 13日 = 2020-07-13\n\
         standfirst: 夜航首日，乘客满座。\n\
         image: https://e.org/1.jpg\n\
         caption: 夜航的船\n\
         credit: 某图社\n\
         text: 夜航的船 / 某图社 / 夜航首日，乘客满座。 / 票价不变。 / 下周加班。\n\
         artifact (screen-reader-label): 图片版权\n\
         artifact (screen-reader-label): Image caption\n\
         fallback (bbc-player): 你的器材不支持播放多媒体材料",
    ),
    (
        "BBC since 2020",
        "www.bbc.com",
        "<main role=\"main\"><div></div><div><time dateTime=\"2020-10-12\">19 分钟前</time></div>\
         <div><div class=\"Figure-a\"><div><img src=\"https://e.org/1.jpg\" alt=\"船\"><p role=\"text\">\
         <span>图像来源，</span><span>某图社</span></p></div></div><div><p>夜航的船</p></div></div>\
         <div><p>夜航首日，乘客满座。</p></div><div><p>票价不变。</p></div>\
         <div><iframe src=\"https://e.org/v\"></iframe><noscript><div><strong>你的器材不支持播放多媒体材料</strong></div></noscript></div>\
         <div><p>下周加班。</p></div>\
         <div><h2>您也许还会对这些故事感兴趣：</h2></div><div><ul><li><a href=\"/1\">某港</a></li></ul></div><div></div></main>",
        "date: 19 分钟前 = 2020-10-12\n\
         image: https://e.org/1.jpg\n\
         caption: 夜航的船\n\
         credit: 图像来源，某图社\n\
         text: 夜航的船 / 图像来源，某图社 / 夜航首日，乘客满座。 / 票价不变。 / 下周加班。\n\
         fallback (bbc-player): 你的器材不支持播放多媒体材料\n\
         related (related-heading): 您也许还会对这些故事感兴趣： / - 某港",
    ),
    (
        "New York Times, 2020",
        "cn.nytimes.com",
        "<div><i>A. B. CHAN,某甲<br>2020-07-20 17:51:00</i></div>\
         <img src=\"https://images.weserv.nl?url=e.org/1.jpg\" width=\"100%\"><div><small>夜航的船。</small></div>\
         <p><i>（欢迎</i><a href=\"/e\"><i>点击此处</i></a><i>订阅某简报。）</i></p><p>某港——夜航首日满座。</p><p>票价不变。</p>",
        "date: 2020-07-20 17:51:00 = 2020-07-20T17:51:00\n\
         by: A. B. CHAN,某甲 = A. B. CHAN, 某甲\n\
         image: http://e.org/1.jpg\n\
         caption: 夜航的船。\n\
         text: 夜航的船。 / 某港——夜航首日满座。 / 票价不变。\n\
         promotion (nyt-letter): （欢迎点击此处订阅某简报。）",
    ),
    (
        "New York Times, with a translator",
        "cn.nytimes.com",
        "<div><i>某甲<br>2020-07-20 17:51:00</i></div>\
         <p>某港——夜航首日满座。</p><p>票价不变。</p><p>某甲是分社社长。欢迎关注<a href=\"/a\">@a</a>。<br/>翻译：某乙、某丙<br/>\
         <a href=\"/en\">点击查看本文英文版。</a></p><br><hr><div>获取更多RSS：<br><a href=\"/f\">某站</a> <br></div>",
        "date: 2020-07-20 17:51:00 = 2020-07-20T17:51:00\n\
         by: 某甲 = 某甲\n\
         text: 某港——夜航首日满座。 / 票价不变。 / 某甲是分社社长。欢迎关注@a。\n\
         metadata (nyt-translator): 翻译：某乙、某丙\n\
         related (nyt-english): 点击查看本文英文版。\n\
         footer (feedx): 获取更多RSS： / 某站",
    ),
    (
        "New York Times, by a translator alone",
        "cn.nytimes.com",
        "<p>夜航首日满座。</p><p>票价不变。<br>翻译：某乙<br><a href=\"/en\">点击查看本文英文版。</a></p>",
        "by: 翻译：某乙 = 翻译 某乙\n\
         text: 夜航首日满座。 / 票价不变。\n\
         related (nyt-english): 点击查看本文英文版。",
    ),
    (
        "New York Times, compiled",
        "cn.nytimes.com",
        "<p>夜航首日满座。</p><p>本文根据某报<a href=\"/en\">英文</a>报道编译。<br/>编译：某报中文网</p>",
        "text: 夜航首日满座。 / 本文根据某报英文报道编译。\n\
         metadata (nyt-translator): 编译：某报中文网",
    ),
    (
        "New York Times since 2021",
        "cn.nytimes.com",
        "<address>某甲, AMY B</address><time pudate=\"2021-08-19 01:02:03\" datetime=\"2021-08-19 01:02:03\">2021年8月19日</time>\
         <figure>Image<picture><source srcSet=\"https://e.org/1.jpg\"><img src=\"https://e.org/1.jpg\"></picture>\
         <figcaption>夜航的船。 <cite>某图社</cite></figcaption></figure><section><p>夜航首日满座。</p><p>票价不变。</p></section>\
         <footer><p>某甲是分社社长。</p><p>翻译：某乙</p><p><a href=\"/en\">点击查看本文英文版。</a></p></footer>",
        "date: 2021年8月19日 = 2021-08-19T01:02:03\n\
         by: 某甲, AMY B = 某甲, AMY B\n\
         image: https://e.org/1.jpg\n\
         caption: 夜航的船。 某图社\n\
         text: 夜航的船。 某图社 / 夜航首日满座。 / 票价不变。 / 某甲是分社社长。\n\
         artifact (image): Image\n\
         metadata (nyt-translator): 翻译：某乙\n\
         related (nyt-english): 点击查看本文英文版。",
    ),
    (
        "New York Times, a page",
        "cn.nytimes.com",
        "<p>夜航首日满座。</p><p>票价不变。</p>\
         <nav><ul><li><a href=\"/1\">国际</a></li></ul></nav>\
         <a href=\"/i\">点击下载iOS App </a><footer>&copy; 2022 某公司.</footer>",
        "text: 夜航首日满座。 / 票价不变。\n\
         navigation (nav): - 国际\n\
         promotion (nyt-app): 点击下载iOS App\n\
         copyright (copyright): © 2022 某公司.",
    ),
    (
        "Financial Times",
        "www.ftchinese.com",
        "<div></div><div class=\"story-lead\">某甲：夜航是门好生意。</div><div class=\" story-image image\">\
         <img src=\"https://e.org/1.jpg\"></div><div class=\"story-body\"><div id=\"story-body-container\">\
         <p>夜航首日满座。</p> <p>票价不变。</p> <p>译者/某乙</p> </div><div class=\"clearfloat\"></div></div>",
        "by: 译者/某乙 = 译者 某乙\n\
         standfirst: 某甲：夜航是门好生意。\n\
         image: https://e.org/1.jpg\n\
         text: 某甲：夜航是门好生意。 / 夜航首日满座。 / 票价不变。",
    ),
    (
        "Radio Free Asia",
        "www.rfa.org",
        "<p> </p><p>夜航首日满座。</p><ul><li><b><a href=\"/1\">某港增开夜航</a></b></li></ul><p>票价不变。</p>\
         <p><div class=\"image-inline captioned\"><div><img alt=\"船\" src=\"/2.jpg\"></div><div class=\"image-caption\">\
         <span>夜航的船（某甲提供）</span></div></div></p><p>下周加班。</p><p>某台记者某甲华盛顿报道   责编：某乙 某丙   网编：某丁</p>",
        "by: 某台记者某甲华盛顿报道   责编：某乙 某丙   网编：某丁 = 记者 某甲, 责编 某乙, 责编 某丙, 网编 某丁\n\
         caption: 夜航的船（某甲提供）\n\
         text: 夜航首日满座。 / - 某港增开夜航 / 票价不变。 / 夜航的船（某甲提供） / 下周加班。",
    ),
    (
        "Radio Free Asia, after a line break",
        "www.rfa.org",
        "<p>夜航首日满座。</p><p>票价不变。<br/><br/>记者：某甲  责编：某乙  网编：某丙</p>",
        "by: 记者：某甲  责编：某乙  网编：某丙 = 记者 某甲, 责编 某乙, 网编 某丙\n\
         text: 夜航首日满座。 / 票价不变。",
    ),
    (
        "China Digital Times, by Better Feed",
        "chinadigitaltimes.net",
        "<p>作者：某甲</p><p>夜航首日满座。</p><hr><p><small>© 某乙 for 某站, get_post_time('Y'). |\
         <a href=\"/a\">Permalink</a> |<a href=\"/a#c\">No comment</a><br/>Post tags: <a href=\"/t\">船</a></small></p>\
         <p><small>Feed enhanced by <a href=\"http://p.e.org\">Better Feed</a> from <a href=\"http://e.org\">Ozh</a></small></p>",
        "by: 作者：某甲 = 作者 某甲\n\
         text: 夜航首日满座。\n\
         copyright (better-feed-copyright): © 某乙 for 某站, get_post_time('Y'). |Permalink |No comment / Post tags: 船\n\
         footer (better-feed): Feed enhanced by Better Feed from Ozh",
    ),
    (
        "China Digital Times since 2021",
        "chinadigitaltimes.net",
        "<div class=\"su-spoiler su-spoiler-style-fancy\"><div>档案卡</div><div>作者：某甲<br>版权说明：某某。</div></div>\
         <p>夜航首日满座。</p><div class=\"addtoany_share_save_container\"><a href=\"/s\">分享到某站</a></div>",
        "text: 夜航首日满座。\n\
         metadata (cdt-archive-card): 档案卡 / 作者：某甲 / 版权说明：某某。\n\
         share (add-to-any): 分享到某站",
    ),
    (
        "Medium",
        "medium.com",
        "<h3>夜航</h3><p>夜航首日满座。</p><p>票价不变。</p><img src=\"/stat.gif\" width=\"1\" height=\"1\" alt=\"\">\
         <hr><p><a href=\"/a\">港口夜航</a> was originally published in <a href=\"/b\">某刊</a> on Medium, where people are continuing the conversation.</p>",
        "text: 夜航 / 夜航首日满座。 / 票价不变。\n\
         footer (medium): 港口夜航 was originally published in 某刊 on Medium, where people are continuing the conversation.",
    ),
    (
        "Allnow",
        "www.allnow.com",
        "<div><p class=\"column\"><a href=\"/c\">某书评</a></p><p class=\"title\">港口夜航</p></div>\
         <div class=\"author-wrap\"><a href=\"/u\">某甲</a> 9-21</div><div class=\"abstract-wrap\">夜航首日满座。</div>\
         <p>采写︱某乙</p><p>票价不变。</p><p>———<br>微信搜索“<strong>某书评</strong>”：某某。</p>",
        "standfirst: 夜航首日满座。\n\
         text: 夜航首日满座。 / 采写︱某乙 / 票价不变。\n\
         metadata (allnow-column): 某书评\n\
         title (title): 港口夜航\n\
         metadata (allnow-author): 某甲 9-21\n\
         promotion (allnow): ——— / 微信搜索“某书评”：某某。",
    ),
    (
        "Allnow, in a feed",
        "www.allnow.com",
        "<p>采写︱某乙</p><p>票价不变。</p><p>——</p><p>微信搜索“<strong>某书评</strong>”：某某。</p>",
        "by: 采写︱某乙 = 采写 某乙\n\
         text: 票价不变。\n\
         promotion (allnow): —— / 微信搜索“某书评”：某某。",
    ),
    (
        "nei.st",
        "nei.st",
        "<article><div class=\"js-postMetaLockup\"><a href=\"/m\">某刊</a></div><h1>港口夜航</h1>\
         <div class=\"blog-post__description\">夜航首日满座。</div><p>票价不变。</p><p>下周加班。</p>\
         <div class=\"nykpaywall\">订阅后继续</div>\
         <div class=\"BarrierFailsafe__fullBarrier___2bFWd\"><h1>You’ve hit the wall.</h1></div>\
         <div class=\"card-footer\"><a href=\"/s\">支持本站</a></div>\
         <section class=\"x collection\"><header>Related</header><ul><li><a href=\"/1\">某港</a></li></ul></section>\
         <footer class=\"entry-footer\"><a href=\"/c\">某刊</a></footer>\
         <section class=\"css--lede-fullscreen-wrapper\"><h1>肆零<div>肆</div></h1></section></article>",
        "standfirst: 夜航首日满座。\n\
         text: 夜航首日满座。 / 票价不变。 / 下周加班。\n\
         metadata (nei-source): 某刊\n\
         title (title): 港口夜航\n\
         promotion (nei-paywall): 订阅后继续\n\
         promotion (nei-paywall): You’ve hit the wall.\n\
         promotion (nei-support): 支持本站\n\
         related (nei-related): Related / - 某港\n\
         tags (entry-footer): 某刊\n\
         artifact (nei-missing-page): 肆零 / 肆",
    ),
    (
        "WordPress with Jetpack",
        "example.org",
        "<article id=\"post-1\"><header class=\"entry-header\"><h1 class=\"entry-title\">港口夜航</h1></header>\
         <div class=\"entry-meta\"><span class=\"byline\"><a href=\"/u\">某甲</a></span><span>某类</span>\
         <time class=\"entry-date published\" datetime=\"2018-08-16T16:47:35+08:00\">2018年8月16日</time>\
         <time class=\"updated\" datetime=\"2019-05-08T16:54:22+08:00\">2019年5月8日</time><span>2 Minutes</span></div>\
         <div class=\"entry-content\"><p>夜航首日满座。</p><figure class=\"wp-caption\"><img src=\"/1.jpg\">\
         <p class=\"wp-caption-text\">夜航的船</p></figure><p>票价不变，夜里每小时一班船，岸上的人都说好。</p>\
         <blockquote class=\"wp-block-pullquote\"><p>夜里每小时一班船，岸上的人都说好</p></blockquote><p>下周加班。</p>\
         <div class=\"sharedaddy\"><h3>共享此文章：</h3><ul><li><a href=\"/s\">某站</a></li></ul></div>\
         <div class=\"jetpack-likes-widget-wrapper\">赞过：</div>\
         <div class=\"jp-relatedposts\"><h3>相关</h3></div></div>\
         <div class=\"entry-footer\"><ul class=\"post-tags\"><li>船</li></ul></div>\
         <div class=\"post-navigation\"><a href=\"/0\">上一篇</a></div>\
         <div id=\"comments\" class=\"comments-area\"><p>好文！</p><div id=\"respond\" class=\"comment-respond\">\
         <form><textarea></textarea></form></div></div></article>",
        "date: 2018年8月16日 = 2018-08-16T16:47:35+08:00\n\
         by: 某甲 = 某甲\n\
         image: /1.jpg\n\
         caption: 夜航的船\n\
         text: 夜航首日满座。 / 夜航的船 / 票价不变，夜里每小时一班船，岸上的人都说好。 / 下周加班。\n\
         title (title): 港口夜航\n\
         metadata (entry-meta): 某类2019年5月8日2 Minutes\n\
         pull_quote (pull-quote): 夜里每小时一班船，岸上的人都说好\n\
         share (sharing): 共享此文章： / - 某站\n\
         share (sharing): 赞过：\n\
         related (related-posts): 相关\n\
         tags (entry-footer): - 船\n\
         navigation (navigation): 上一篇\n\
         comments (comments): 好文！",
    ),
    (
        "Drupal with comments",
        "example.net",
        "<section><h2 class=\"title\">港口夜航</h2><div class=\"submitted\">某甲 在 星期一, 03/14/2018 - 13:33 提交</div>\
         <div class=\"field-name-author\">文/ 某甲</div><p>夜航首日满座。</p><p>票价不变。</p>\
         <div class=\"field-name-service-links-displays-group\"><a href=\"/s\">某站</a></div>\
         <div class=\"related\" id=\"block-views-articles-related-block-1\"><h2>您可能感兴趣的文章</h2><a href=\"/1\">某港</a></div>\
         <ul class=\"links\"><li class=\"comment-add\"><a href=\"#c\">冒个泡吧！</a></li></ul>\
         <div class=\"comment-wrapper\" id=\"comments\"><h2>评论</h2><div class=\"comment\"><p>好文！</p>\
         <ul><li class=\"comment-reply\"><a href=\"/r\">回复</a></li></ul></div></div></section>",
        "by: 文/ 某甲 = 文 某甲\n\
         text: 夜航首日满座。 / 票价不变。\n\
         title (title): 港口夜航\n\
         metadata (drupal-submitted): 某甲 在 星期一, 03/14/2018 - 13:33 提交\n\
         share (drupal-sharing): 某站\n\
         related (drupal-related): 您可能感兴趣的文章 / 某港\n\
         comments (drupal-comment): - 冒个泡吧！\n\
         comments (comments): 评论 / 好文！ / - 回复",
    ),
    (
        "Drupal, whose comments are the article",
        "www.chinafile.com",
        "<div class=\"region\"><p>一场谈话。</p><div class=\"comment-wrapper\" id=\"comments\"><h2>Comments</h2>\
         <div class=\"comment\"><h3>某甲</h3><p>夜航会亏本，因为夜里没有人。</p></div></div></div>",
        "text: 一场谈话。 / Comments / 某甲 / 夜航会亏本，因为夜里没有人。",
    ),
    (
        "Nikkei",
        "cn.nikkei.com",
        "<p>　　夜航首日满座。</p><table><tbody><tr><td><img alt=\"\" src=\"/1-L.jpg\"></td></tr><tr><td>\
         <span><strong>夜航的船（12月17日）</strong></span></td></tr></tbody></table><p>　　票价不变。</p>\
         <strong>版权声明：某社版权所有，未经授权不得转载。</strong>",
        "image: /1-L.jpg\n\
         caption: 夜航的船（12月17日）\n\
         text: 夜航首日满座。 / 夜航的船（12月17日） / 票价不变。\n\
         copyright (copyright-zh): 版权声明：某社版权所有，未经授权不得转载。",
    ),
    (
        "Central News Agency",
        "www.cna.com.tw",
        "<div class=\"centralContent\"><h1>港口夜航</h1><p>（某社某港1日電）夜航首日滿座。</p><p>票價不變。（譯者：某甲）</p></div>",
        "by: （譯者：某甲） = 譯者 某甲\n\
         text: （某社某港1日電）夜航首日滿座。 / 票價不變。\n\
         title (title): 港口夜航",
    ),
    (
        "Solidot",
        "www.solidot.org",
        "\n<a href=\"https://e.org/u\">某社区</a> 写道 <i>\"夜航首日满座。\"</i><p><img src=\"/1.jpg\" height=\"120\"/></p>\n",
        "image: /1.jpg\n\
         text: 某社区 写道 \"夜航首日满座。\"",
    ),
    (
        "A page with the date and byline as paragraphs",
        "example.org",
        "<p>2020年7月13日</p><p>文｜某甲</p><p>夜航首日满座。</p><p>相关阅读：</p><ul><li><a href=\"/1\">某港</a></li></ul>",
        "date: 2020年7月13日 = 2020-07-13\n\
         by: 文｜某甲 = 文 某甲\n\
         text: 夜航首日满座。\n\
         related (related-heading): 相关阅读： / - 某港",
    ),
    (
        "A page with the byline in a division",
        "example.org",
        "<div>[object Object]</div><div>记者：某甲</div><p>夜航首日满座。</p>\
         <div style=\"color:red; display : None !important\">藏</div><p>票价不变。</p><div>版权声明：某某。</div>",
        "by: 记者：某甲 = 记者 某甲\n\
         text: 夜航首日满座。 / 票价不变。\n\
         artifact (script-value): [object Object]\n\
         hidden (style): 藏\n\
         copyright (copyright-zh): 版权声明：某某。",
    ),
    (
        "A page with credits in a division",
        "example.org",
        "<p>夜航首日满座。</p><div>记者：某甲  责编：某乙</div><p>版权声明：某某。</p><div>© 某站</div>",
        "by: 记者：某甲  责编：某乙 = 记者 某甲, 责编 某乙\n\
         text: 夜航首日满座。\n\
         copyright (copyright-zh): 版权声明：某某。\n\
         copyright (copyright): © 某站",
    ),
];

#[test]
fn publishers_forms() {
    let mut wrong = String::new();
    for (name, host, body, expected) in FORMS {
        // The result is the same in the wrapper of a post.
        for body in [body.to_string(), format!("<div>\n{body}\n</div>\n")] {
            let told = told(&source_of(host, &body));
            if told != *expected {
                wrong += &format!("# {name}\n{told}\n# instead of\n{expected}\n\n");
                break;
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Text that scripts print for a list and for a missing value, at the start and at the end.
#[test]
fn values_that_scripts_print() {
    for value in ["Array", "null", "undefined", "[object Object]"] {
        for body in [
            format!("<p>{value}</p><p>夜航首日满座。</p>"),
            format!("<p>夜航首日满座。</p><div> {value}\n</div>"),
        ] {
            let expected = format!("text: 夜航首日满座。\nartifact (script-value): {value}");
            assert_eq!(told(&source_of("example.org", &body)), expected);
        }
    }
    let prose = told(&source_of(
        "example.org",
        "<p>Array of ferries</p><p>null and void</p>",
    ));
    assert_eq!(prose, "text: Array of ferries / null and void");
}

/// Other words and classes of the rules above, each in a small body, with the kind of the aside and its rule.
#[test]
fn other_words_and_classes() {
    let text = "<p>夜航首日满座。</p><p>票价不变。</p>";
    for heading in [
        "相关报道",
        "相关阅读",
        "相关文章",
        "相關文章",
        "相關閱讀",
        "延伸阅读",
        "延伸閱讀",
        "推荐阅读",
        "推薦閱讀",
        "您也许还会对",
    ] {
        let body = format!("{text}<h3>{heading}</h3><ul><li><a href=/1>甲</a></li></ul>");
        let expected = format!(
            "text: 夜航首日满座。 / 票价不变。\nrelated (related-heading): {heading} / - 甲"
        );
        assert_eq!(told(&source_of("e.org", &body)), expected);
    }
    for (kind_and_rule, classes) in [
        (
            "artifact (screen-reader-label)",
            "off-screen element-invisible element-hidden visually-hidden VisuallyHidden sr-only",
        ),
        (
            "metadata (entry-meta)",
            "entry-meta post-meta entry-author-wrapper meta-category site-posted-on",
        ),
        (
            "share (sharing)",
            "sharedaddy jetpack-likes-widget-wrapper share-buttons social-share",
        ),
        (
            "related (related-posts)",
            "jp-relatedposts related-posts related-articles yarpp-related",
        ),
        (
            "tags (post-tags)",
            "post-tags tags-links tag-links entry-tags meta-tags",
        ),
        (
            "navigation (navigation)",
            "post-navigation navigation nav-links breadcrumb breadcrumbs",
        ),
        (
            "share (drupal-sharing)",
            "field-name-service-links-displays-group service-links",
        ),
        ("related (drupal-related)", "view-articles-related"),
        ("tags (entry-footer)", "entry-footer"),
        ("copyright (afp)", "t-copyright"),
    ] {
        for class in classes.split(' ') {
            let body =
                format!("<p>夜航首日满座。</p><div class=\"a {class}\">旁</div><p>票价不变。</p>");
            let expected = format!("text: 夜航首日满座。 / 票价不变。\n{kind_and_rule}: 旁");
            assert_eq!(told(&source_of("e.org", &body)), expected);
        }
    }
    let body = format!("{text}<p>———微信搜索“某书评”</p>");
    let expected = "text: 夜航首日满座。 / 票价不变。\npromotion (allnow): ———微信搜索“某书评”";
    assert_eq!(told(&source_of("e.org", &body)), expected);
    for class in "byline entry-author post-author p-author field-name-author author-name".split(' ')
    {
        let body = format!("<div class=\"{class}\">某甲</div>{text}");
        let expected = "by: 某甲 = 某甲\ntext: 夜航首日满座。 / 票价不变。";
        assert_eq!(told(&source_of("e.org", &body)), expected);
    }
    for class in "pullquote pull-quote wp-block-pullquote".split(' ') {
        let body = format!(
            "<p>夜航首日满座，岸上的人都说好。</p><p class={class}>“夜航首日满座，岸上的人都说好”</p>"
        );
        let expected = "text: 夜航首日满座，岸上的人都说好。\n\
                        pull_quote (pull-quote): “夜航首日满座，岸上的人都说好”";
        assert_eq!(told(&source_of("e.org", &body)), expected);
    }
    for attribute in [
        "class=comments",
        "class=comment-wrapper",
        "class=comments-area",
        "class=comment-list",
        "class=comment-respond",
        "id=comments",
        "id=respond",
    ] {
        for reply in [
            "<form></form>",
            "<textarea></textarea>",
            "<p class=comment-reply></p>",
            "<p class=comment-reply-link></p>",
            "<p class=comment-form></p>",
            "<p class=comment-respond></p>",
        ] {
            let body = format!("{text}<div {attribute}><p>好文！</p>{reply}</div>");
            let expected = "text: 夜航首日满座。 / 票价不变。\ncomments (comments): 好文！";
            assert_eq!(told(&source_of("e.org", &body)), expected, "{body}");
        }
    }
}

#[test]
fn captions_and_credits_by_class() {
    for class in "wp-caption-text photo-caption image-caption img-caption media-caption aesop-cap-description".split(' ') {
        let body = format!("<img src=/1.jpg><p class={class}>夜航的船</p><p>满座。</p>");
        let expected = "image: /1.jpg\ncaption: 夜航的船\ntext: 夜航的船 / 满座。";
        assert_eq!(told(&source_of("e.org", &body)), expected);
    }
    for class in "photo-credit story-image-copyright aesop-cap-cred image-credit".split(' ') {
        let body = format!("<img src=/1.jpg><p class={class}>某图社</p><p>满座。</p>");
        let expected = "image: /1.jpg\ncredit: 某图社\ntext: 某图社 / 满座。";
        assert_eq!(told(&source_of("e.org", &body)), expected);
    }
    for label in ["图像来源", "圖像來源"] {
        let body = format!("<img src=/1.jpg><p>{label}，某图社</p><p>满座。</p>");
        let expected =
            format!("image: /1.jpg\ncredit: {label}，某图社\ntext: {label}，某图社 / 满座。");
        assert_eq!(told(&source_of("e.org", &body)), expected);
    }
}

/// A part is found in elements that the parser implied, and has its own bytes. A part that no reader sees is
/// not found.
#[test]
fn parts_in_odd_markup() {
    let source = source_of(
        "e.org",
        "<p>夜航首日满座。<b></p><div>票价不变。</div>获取更多RSS：</b>",
    );
    let article = Article::parse(&source).unwrap();
    let content = article.content();
    let aside = content.asides().next().unwrap();
    assert_eq!(aside.span().of(&source), "获取更多RSS：");
    for body in [
        "<p>票价不变。</p><math>1<time class=entry-date>2020-07-13</time></math>",
        "<p>票价不变。</p><details><strong><div class=byline>某甲</strong>",
        "<p>票价不变。</p><audio><a><div class=byline>译者：某甲<dd>某乙<a>某丙",
        "<p>票价不变。</p><math>1（译者：某甲）",
    ] {
        let found = told(&source_of("e.org", body));
        assert_eq!(found, "text: 票价不变。", "{body}");
    }
    // The end of the text is before an aside, and the start is in the element before a footer.
    let found = told(&source_of(
        "e.org",
        "<main><div></div><div><time datetime=2020-07-13>1 小时前</time></div><p>票价不变。</p>\
         <p>记者：某甲</p><div class=sharedaddy>某处</div></main><br><hr><div>获取更多RSS：</div>",
    ));
    assert_eq!(
        found,
        "date: 1 小时前 = 2020-07-13\nby: 记者：某甲 = 记者 某甲\ntext: 票价不变。\n\
         share (sharing): 某处\nfooter (feedx): 获取更多RSS："
    );
    // White space of any kind separates classes.
    let found = told(&source_of(
        "e.org",
        "<p>票价不变。</p><div class='a\nentry-meta'>某类</div>",
    ));
    assert_eq!(found, "text: 票价不变。\nmetadata (entry-meta): 某类");
}

/// The words and classes of every row, and all names of rules for asides, are in this file.
#[test]
fn every_row_has_a_form() {
    let rows = include_str!("../src/content/detect/known.rs");
    let here = include_str!("forms.rs");
    let mut count = 0;
    for row in rows.lines().map(str::trim) {
        if !(row.starts_with('"') && row.ends_with(';')) {
            continue;
        }
        count += 1;
        let quoted: Vec<_> = row.split('"').skip(1).step_by(2).collect();
        let name = quoted[0];
        if row.contains("Aside(") {
            assert!(here.contains(&format!("({name})")), "no form for {name}");
        }
        // Hosts, the element, classes, the text.
        for word in quoted[1..].iter().flat_map(|quoted| quoted.split(' ')) {
            let word = word.trim_start_matches('#');
            let is_name = word.bytes().all(|byte| byte.is_ascii_lowercase()) || word == ">";
            assert!(
                is_name || here.contains(word),
                "no form for {word:?} of {name}"
            );
        }
    }
    assert!(count > 80, "{count} rows");
}
