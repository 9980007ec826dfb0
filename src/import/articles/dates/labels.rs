//! What a line says of its date: that something was published then, or that it was changed.

use super::tokens::folded;

/// What stands before or after a date that is the day of publication, in the languages of the news.
const PUBLISHED: &str = "published, publication, posted, first published, filed on, release date, issued on, publish, publie, \
    parution, paru le, mis en ligne, mise en ligne, date de publication, cree le, veroffentlicht, publiziert, erschienen, \
    publicado, publicada, publicacion, publicacao, publicat, pubblicato, pubblicata, gepubliceerd, geplaatst, \
    опубликовано, опубликована, опубликован, дата публикации, размещено, опубліковано, публикувано, објављено, objavljeno, \
    yayinlanma, yayinlandi, yayim, giris, eklenme, olusturulma, dərc, نشر, منشور, انتشار, شائع, פורסם, 发布, 發布, 发表, \
    發表, 刊登, 公開, 掲載, 配信, 投稿, 입력, 등록, 기사입력, 게시, opublikowano, data publikacji, publikovano, publikovane, vydano, \
    publicerad, publicerades, publisert, publiceret, udgivet, offentliggjort, julkaistu, avaldatud, megjelent, kozzeteve, \
    δημοσιευθηκε, δημοσιευση, δημοσιευτηκε, प्रकाशित, প্রকাশ, diterbitkan, dipublikasikan, tayang, dang ngay, xuat ban, เผยแพร่";

/// What stands before a date on which something was changed, read or printed.
const CHANGED: &str = "update, updated, last modified, modified, edited, revised, corrected, last, as of, accessed, retrieved, \
    printed, archived, expires, aktualisiert, aktualisierung, geandert, bearbeitet, stand, abgerufen, update vom, mis a jour, \
    mise a jour, modifie, actualise, actualizado, actualizada, actualizacion, modificado, atualizado, atualizada, atualizacao, \
    actualitzat, actualizat, aggiornato, aggiornamento, modificato, modificata, modifica, modificacion, modificada, modificacao, \
    modification, derniere modification, anderung, zmieniono, zmodyfikowano, bijgewerkt, gewijzigd, laatste, обновлено, обновлена, \
    обновлен, изменено, исправлено, оновлено, актуализирано, azurirano, guncelleme, guncellendi, guncellenme, son degisiklik, \
    yenilenib, تحديث, آخر, تعديل, بروز, עודכן, עדכון, 更新, 修改, 最終, 수정, 최종, zaktualizowano, aktualizacja, aktualizovano, \
    aktualizovane, uppdaterad, uppdaterades, oppdatert, opdateret, paivitetty, muokattu, uuendatud, frissitve, modositva, \
    ενημερωση, ενημερωθηκε, अपडेट, अद्यतन, আপডেট, diperbarui, diperbaharui, cap nhat, อัปเดต, อัพเดท";

/// What the words about a date say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    Published,
    Changed,
}

/// What the words before a date say of it: the label that comes last.
pub(crate) fn label(words: &str) -> Option<Label> {
    let words = format!(" {} ", spaced(words));
    let last = |list: &str| list.split(", ").filter_map(|name| last_place(&words, &spaced(name))).max();
    match (last(PUBLISHED), last(CHANGED)) {
        (None, None) => None,
        (published, changed) if published >= changed => Some(Label::Published),
        _ => Some(Label::Changed),
    }
}

/// Folded, with single blanks between the words and none of the signs.
fn spaced(words: &str) -> String {
    let letters =
        |c: char| if c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) { c } else { ' ' };
    let words: String = folded(words).chars().map(letters).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where a name stands last: as whole words, but in scripts that put none between them.
fn last_place(words: &str, name: &str) -> Option<usize> {
    let is_run_on =
        name.chars().any(|c| matches!(c, '\u{E00}'..='\u{E7F}' | '\u{3040}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}'));
    let is_prefixed = name.chars().any(|c| matches!(c, '\u{590}'..='\u{6FF}'));
    if is_run_on || is_prefixed { words.rfind(name) } else { words.rfind(&format!(" {name} ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_in_many_languages_and_the_last_one_counts() {
        for words in
            ["Published:", "Posted on", "Publié le", "Veröffentlicht am", "تاريخ النشر:", "发布时间:", "Giriş:", "입력"]
        {
            assert_eq!(label(words), Some(Label::Published), "{words}");
        }
        for words in [
            "Last updated:",
            "Mis à jour le",
            "Stand:",
            "Última modificación:",
            "Dernière modification :",
            "Обновлено",
            "Güncelleme:",
            "更新于",
            "آخر تحديث",
            "최종수정",
            "Published by Ann, updated",
        ] {
            assert_eq!(label(words), Some(Label::Changed), "{words}");
        }
        for words in ["", "By Nora Whitfield", "Outdated", "Friday,"] {
            assert_eq!(label(words), None, "{words}");
        }
    }
}
