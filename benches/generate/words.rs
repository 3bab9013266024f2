//! Text and URLs from word lists.

use std::fmt::Write as _;

use super::{Kind, rng::Rng};

const CHINESE: [&str; 120] = [
    "周一",
    "上午",
    "记者",
    "报道",
    "市场",
    "新闻",
    "城市",
    "居民",
    "表示",
    "问题",
    "发展",
    "计划",
    "今年",
    "去年",
    "期间",
    "超过",
    "百分之十",
    "公司",
    "学校",
    "老师",
    "学生",
    "天气",
    "下雨",
    "台风",
    "沿海",
    "地区",
    "公园",
    "图书馆",
    "博物馆",
    "展览",
    "开放",
    "观众",
    "音乐",
    "电影",
    "作家",
    "小说",
    "读者",
    "出版",
    "翻译",
    "历史",
    "研究",
    "大学",
    "教授",
    "认为",
    "可能",
    "需要",
    "增加",
    "减少",
    "价格",
    "蔬菜",
    "水果",
    "早餐",
    "面包",
    "豆浆",
    "茶馆",
    "咖啡",
    "道路",
    "桥梁",
    "火车",
    "车站",
    "航班",
    "机场",
    "港口",
    "船只",
    "渔民",
    "海洋",
    "河流",
    "山谷",
    "森林",
    "树木",
    "花园",
    "小猫",
    "邻居",
    "老人",
    "孩子",
    "家庭",
    "生活",
    "工作",
    "时间",
    "故事",
    "照片",
    "摄影",
    "视频",
    "频道",
    "订阅",
    "欢迎",
    "大家",
    "朋友",
    "留言",
    "讨论",
    "活动",
    "周末",
    "比赛",
    "球队",
    "运动",
    "健康",
    "医院",
    "医生",
    "检查",
    "技术",
    "电脑",
    "网络",
    "数据",
    "软件",
    "设计",
    "能源",
    "太阳能",
    "风力",
    "环境",
    "保护",
    "会议",
    "代表",
    "合作",
    "消息",
    "声明",
    "之后",
    "但是",
    "因为",
    "所以",
    "其中",
];

const ENGLISH: [&str; 96] = [
    "the",
    "a",
    "of",
    "and",
    "to",
    "in",
    "on",
    "for",
    "with",
    "from",
    "city",
    "harbor",
    "market",
    "morning",
    "evening",
    "reporter",
    "said",
    "people",
    "council",
    "plans",
    "new",
    "old",
    "bridge",
    "train",
    "station",
    "river",
    "mountain",
    "forest",
    "garden",
    "library",
    "museum",
    "exhibition",
    "visitors",
    "opened",
    "closed",
    "weather",
    "rain",
    "storm",
    "coast",
    "village",
    "teacher",
    "students",
    "school",
    "university",
    "study",
    "found",
    "percent",
    "prices",
    "vegetables",
    "bread",
    "coffee",
    "tea",
    "music",
    "concert",
    "film",
    "author",
    "novel",
    "readers",
    "history",
    "letters",
    "photograph",
    "weekly",
    "channel",
    "subscribe",
    "community",
    "neighbors",
    "family",
    "children",
    "work",
    "time",
    "later",
    "earlier",
    "after",
    "before",
    "many",
    "several",
    "energy",
    "wind",
    "solar",
    "report",
    "data",
    "network",
    "design",
    "software",
    "health",
    "hospital",
    "doctor",
    "game",
    "team",
    "summer",
    "winter",
    "spring",
    "autumn",
    "meeting",
    "statement",
    "between",
];

const HOSTS: [&str; 8] = [
    "www.example.com",
    "news.example.org",
    "blog.example.net",
    "images.example.com",
    "media.example.org",
    "video.example.com",
    "example.org",
    "daily.example.net",
];

/// Character references in text. The last one is ambiguous.
const REFERENCES: [&str; 8] = [
    "&amp;", "&amp;", "&nbsp;", "&quot;", "&#8221;", "&gt;", "&hellip;", "&v=",
];

/// The language of a file, and how often its text contains a reference.
pub struct Voice {
    english: bool,
    /// One of this number of sentences ends in a reference; 0 for no references.
    references: u64,
}

impl Voice {
    pub fn of(kind: Kind, rng: &mut Rng) -> Self {
        // Percentages of files that are English, and that contain references; one of how many
        // sentences has one.
        let (english, with, every) = match kind {
            Kind::Text => (8, 1, 6),
            Kind::Post => (6, 16, 30),
            Kind::Clip => (0, 4, 20),
            Kind::Dated => (0, 100, 30),
            Kind::Page => (35, 37, 40),
            Kind::Bare => (12, 61, 12),
        };
        let english = rng.below(100) < english;
        let references = if rng.below(100) < with { every } else { 0 };
        Self {
            english,
            references,
        }
    }

    pub const fn has_references(&self) -> bool {
        self.references > 0
    }

    /// The separator of parameters in a URL's query.
    pub const fn ampersand(&self) -> &'static str {
        if self.has_references() { "&amp;" } else { ";" }
    }

    /// `words` words without a full stop.
    pub fn phrase(&self, words: u64, rng: &mut Rng, out: &mut String) {
        for i in 0..words {
            if self.english {
                if i > 0 {
                    out.push(' ');
                }
                out.push_str(rng.pick(&ENGLISH));
            } else {
                out.push_str(rng.pick(&CHINESE));
            }
        }
    }

    /// One sentence of 20 to 200 bytes.
    pub fn sentence(&self, rng: &mut Rng, out: &mut String) {
        let parts = 1 + rng.below(3);
        for part in 0..parts {
            if part > 0 {
                out.push_str(if self.english { ", " } else { "，" });
            }
            let words = 3 + rng.below(8);
            self.phrase(words, rng, out);
        }
        if rng.one_in(9) {
            let _ = write!(out, "（{}月{}日）", 1 + rng.below(12), 1 + rng.below(28));
        }
        if self.references > 0 && rng.one_in(self.references) {
            out.push_str(rng.pick(&REFERENCES));
        }
        out.push_str(if self.english { ". " } else { "。" });
    }
}

pub fn host(rng: &mut Rng) -> &'static str {
    rng.pick(&HOSTS)
}

/// A word for a path or a class.
pub fn path(rng: &mut Rng) -> &'static str {
    rng.pick(&ENGLISH)
}

/// The last segment of a URL, in one of three cases percent-encoded Chinese.
pub fn slug(rng: &mut Rng, out: &mut String) {
    if rng.one_in(3) {
        for _ in 0..4 + rng.below(5) {
            for byte in rng.pick(&CHINESE).bytes().take(6) {
                let _ = write!(out, "%{byte:02x}");
            }
        }
    } else {
        let _ = write!(out, "{}-{}-{:x}", path(rng), path(rng), rng.next() >> 20);
    }
}
