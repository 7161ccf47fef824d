package dev.weft.sandbox.data;

import java.util.Arrays;
import java.util.List;

/** The words the catalogue and the shoppers are made of. All brands and people are invented. */
final class Vocabulary {

    static final List<Category> GROUPS = List.of(
            group("root", "", "Home|Startseite|ホーム"),
            group("clothing", "root", "Clothing|Kleidung|衣料品"),
            group("accessories", "root", "Accessories|Accessoires|アクセサリー"),
            group("home", "root", "Home textiles|Heimtextilien|ホームテキスタイル"));

    static final List<Category> SHELVES = List.of(
            shelf(
                    "knitwear",
                    "clothing",
                    8900,
                    "Knitwear|Strick|ニット",
                    "Jumper|Pullover|セーター",
                    "Cardigan|Strickjacke|カーディガン"),
            shelf("shirts", "clothing", 5900, "Shirts|Hemden|シャツ", "Shirt|Hemd|シャツ", "Overshirt|Überhemd|オーバーシャツ"),
            shelf("tops", "clothing", 3500, "Tops|Oberteile|トップス", "T-Shirt|T-Shirt|Tシャツ", "Polo|Poloshirt|ポロシャツ"),
            shelf(
                    "trousers",
                    "clothing",
                    7900,
                    "Trousers|Hosen|パンツ",
                    "Chinos|Chinohose|チノパンツ",
                    "Trousers|Bundfaltenhose|スラックス"),
            shelf("skirts", "clothing", 6500, "Skirts|Röcke|スカート", "Skirt|Rock|スカート", "Midi Skirt|Midirock|ミディスカート"),
            shelf(
                    "dresses",
                    "clothing",
                    9900,
                    "Dresses|Kleider|ワンピース",
                    "Dress|Kleid|ワンピース",
                    "Shirt Dress|Blusenkleid|シャツワンピース"),
            shelf("coats", "clothing", 22900, "Coats|Mäntel|コート", "Coat|Mantel|コート", "Duffle Coat|Dufflecoat|ダッフルコート"),
            shelf(
                    "jackets",
                    "clothing",
                    15900,
                    "Jackets|Jacken|ジャケット",
                    "Jacket|Jacke|ジャケット",
                    "Field Jacket|Feldjacke|フィールドジャケット"),
            shelf("scarves", "accessories", 4900, "Scarves|Schals|マフラー", "Scarf|Schal|マフラー", "Stole|Stola|ストール"),
            shelf("hats", "accessories", 2900, "Hats|Mützen|帽子", "Beanie|Mütze|ニット帽", "Cap|Kappe|キャップ"),
            shelf(
                    "gloves",
                    "accessories",
                    3900,
                    "Gloves|Handschuhe|手袋",
                    "Gloves|Handschuhe|手袋",
                    "Mittens|Fäustlinge|ミトン"),
            shelf("bags", "accessories", 11900, "Bags|Taschen|バッグ", "Tote|Shopper|トートバッグ", "Rucksack|Rucksack|リュックサック"),
            shelf(
                    "socks",
                    "accessories",
                    1500,
                    "Socks|Socken|ソックス",
                    "Socks|Socken|ソックス",
                    "Knee Socks|Kniestrümpfe|ハイソックス"),
            shelf("blankets", "home", 12900, "Blankets|Decken|ブランケット", "Blanket|Decke|ブランケット", "Throw|Überwurf|スロー"));

    static final List<Text> MATERIALS = texts(
            "Merino|Merino|メリノ",
            "Linen|Leinen|リネン",
            "Lambswool|Lammwolle|ラムウール",
            "Organic Cotton|Biobaumwolle|オーガニックコットン",
            "Alpaca|Alpaka|アルパカ",
            "Tweed|Tweed|ツイード",
            "Hemp|Hanf|ヘンプ",
            "Brushed Twill|Köper|起毛ツイル");

    static final List<Text> COLOURS = texts(
            "Ink|Tinte|インク",
            "Oat|Hafer|オート",
            "Moss|Moos|モス",
            "Rust|Rost|ラスト",
            "Slate|Schiefer|スレート",
            "Chalk|Kreide|チョーク",
            "Plum|Pflaume|プラム",
            "Saffron|Safran|サフラン");

    static final List<String> BRANDS = List.of(
            "Thornwick",
            "Halde & Garn",
            "Kumoiro",
            "Fennmoor",
            "Lindquell",
            "Ashpole",
            "Sorrel Mill",
            "Tanegawa",
            "Wrenfold",
            "Nordkamm");

    static final List<String> LINES = List.of(
            "Heddle",
            "Bobbin",
            "Selvedge",
            "Shuttle",
            "Treadle",
            "Reed",
            "Loom",
            "Skein",
            "Tassel",
            "Warp",
            "Carder",
            "Spindle");

    static final List<String> SIZES = List.of("XS", "S", "M", "L", "XL");

    static final Text LENGTHY = new Text(
            "Woven slowly in small runs, washed once and made to be mended.",
            "Langsam in kleinen Auflagen gewebt, einmal gewaschen und zum Flicken gemacht.",
            "少量ずつゆっくりと織り上げ、一度水を通した、繕いながら長く使える一枚です。");

    static final List<String> FIRST_NAMES = List.of(
            "Alva", "Bram", "Cosima", "Dario", "Edda", "Finn", "Greta", "Hugo", "Ines", "Jonas", "Kaori", "Leander",
            "Mirei", "Nils", "Odile", "Piet", "Runa", "Sota", "Tilda", "Yuna");

    static final List<String> LAST_NAMES = List.of(
            "Ashgrove",
            "Birkental",
            "Corvane",
            "Dunmere",
            "Eschwald",
            "Fallowell",
            "Grauwieck",
            "Hollinsby",
            "Isemori",
            "Jardinet",
            "Kestrelow",
            "Lindqvale",
            "Morinaka",
            "Nettlebeck",
            "Ostermark",
            "Pelmont",
            "Quillane",
            "Rotdorn",
            "Sedgewater",
            "Tachimura");

    private Vocabulary() {}

    private static Category group(String id, String parent, String name) {
        return new Category(id, parent, text(name), List.of(), 0);
    }

    private static Category shelf(String id, String parent, int basePrice, String name, String... nouns) {
        return new Category(id, parent, text(name), texts(nouns), basePrice);
    }

    private static List<Text> texts(String... words) {
        return Arrays.stream(words).map(Vocabulary::text).toList();
    }

    private static Text text(String words) {
        List<String> parts = List.of(words.split("\\|", -1));
        return new Text(parts.get(0), parts.get(1), parts.get(2));
    }
}
