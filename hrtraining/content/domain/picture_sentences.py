"""The sentences about pictures and banks of questions, Khmer and English, one pair a kind of fault."""

from __future__ import annotations

PICTURE_SENTENCES: dict[str, tuple[str, str]] = {
    "drawing-unnamed": (
        "គំនូរនេះគ្មានឈ្មោះ។ សូមសរសេរ «::: drawing ឈ្មោះឯកសារ»។",
        "This drawing has no name. Write “::: drawing name-of-the-file”.",
    ),
    "drawing-markup": (
        "គំនូរមាន «{name}» ដែលមិនអនុញ្ញាត។ ប្រើតែរូបរាងធម្មតា និង class ដែលមានក្នុងបញ្ជី។",
        "The drawing has “{name}”, which is not allowed. Use plain shapes and the listed classes only.",
    ),
    "drawing-broken": (
        "ឯកសារនេះមិនមែនជាគំនូរ SVG ធម្មតាទេ។ វាត្រូវចាប់ផ្តើមដោយ <svg …> ហើយចប់ដោយ </svg>។",
        "This file is no plain SVG drawing. It must begin with <svg …> and end with </svg>.",
    ),
    "drawing-size": (
        "ទំហំគំនូរ viewBox «{name}» មិនត្រឹមត្រូវ។ សូមសរសេរ «0 0 320 កម្ពស់» កម្ពស់ពី 160 ដល់ 320 ម្តង 20។",
        "The viewBox “{name}” is wrong. Write “0 0 320 height”, height 160 to 320 in steps of 20.",
    ),
    "drawing-heavy": (
        "គំនូរនេះមាន {count} បៃ។ យ៉ាងច្រើន {most}។ សូមធ្វើឱ្យសាមញ្ញជាងនេះ។",
        "This drawing has {count} bytes; at most {most}. Make it simpler.",
    ),
    "drawing-grid": (
        "ប្រអប់ស្លាក «{name}» មាន {value}។ ត្រូវជាចំនួនគត់ដែលចែកដាច់នឹង {step}។",
        "The label box “{name}” has {value}. It must be a whole number, a multiple of {step}.",
    ),
    "drawing-outside": (
        "ប្រអប់ស្លាក «{name}» ចេញក្រៅគំនូរ។ សូមដាក់វាក្នុងគំនូរ។",
        "The label box “{name}” reaches out of the drawing. Move it inside.",
    ),
    "drawing-overlap": (
        "ប្រអប់ស្លាក «{name}» និង «{other}» ជាន់គ្នា។ សូមញែកវាពីគ្នា។",
        "The label boxes “{name}” and “{other}” overlap. Move them apart.",
    ),
    "label-unmatched": (
        "ស្លាក «{name}» ត្រូវមានម្តងក្នុងអត្ថបទ និងម្តងក្នុងគំនូរ «{drawing}» ហើយមានពាក្យ។",
        "The label “{name}” must stand once in the text, with words, and once in the drawing “{drawing}”.",
    ),
    "label-many": (
        "គំនូរនេះមាន {count} ស្លាក។ យ៉ាងច្រើន {most}។",
        "This drawing has {count} labels; at most {most}.",
    ),
    "label-long": (
        "ស្លាក «{name}» វែងពេក។ យ៉ាងច្រើន {most} ពាក្យ។",
        "The label “{name}” is too long. At most {most} words.",
    ),
    "picture-untitled": (
        "«::: {name}» គ្មានចំណងជើង។ សូមចាប់ផ្តើមដោយមួយកថាខណ្ឌ ដែលប្រាប់ថាវាបង្ហាញអ្វី។",
        "“::: {name}” has no title. Begin with a paragraph that says what it shows.",
    ),
    "picture-line": (
        "ក្នុង «::: {name}» បន្ទាត់ «{value}» មិនត្រូវទម្រង់ទេ។ ត្រូវសរសេរដូច «{form}»។",
        "In “::: {name}” the line “{value}” has a wrong form. Write it like “{form}”.",
    ),
    "picture-columns": (
        "តារាងក្នុង «::: {name}» មាន {count} ជួរឈរ។ ត្រូវមានពីរ។",
        "The table in “::: {name}” has {count} columns. It needs two.",
    ),
    "picture-empty": (
        "«::: {name}» ត្រូវមានតារាងដែលមានក្បាល និងយ៉ាងតិចមួយជួរ។",
        "“::: {name}” needs a table with a head and at least one row.",
    ),
    "flow-steps": (
        "លំហូរនេះមាន {count} ជំហាន។ ត្រូវមានពី {low} ទៅ {high}។",
        "This flow has {count} steps. It should have {low} to {high}.",
    ),
    "flow-ways": (
        "ជំហាន «{name}» ត្រូវមានផ្លូវពីរ ដែលនីមួយៗសរសេរ «- ពាក្យ៖ អ្វីត្រូវធ្វើ»។",
        "The step “{name}” needs two ways on, each written “- word: what to do”.",
    ),
    "bars-number": (
        "«{value}» នៃ «{name}» មិនមែនជាលេខទេ។ សូមសរសេរលេខតែមួយ។",
        "“{value}” of “{name}” is not a number. Write one number.",
    ),
}

BANK_SENTENCES: dict[str, tuple[str, str]] = {
    "option-many": (
        "សំណួរនេះមាន {count} ជម្រើស។ យ៉ាងច្រើន {high}។",
        "This question has {count} options; at most {high}.",
    ),
    "match-twice": (
        "ដៃគូ «{name}» មានពីរដង។ ជួរនីមួយៗត្រូវមានដៃគូខុសគ្នា។",
        "The partner “{name}” stands twice. Each row needs a partner of its own.",
    ),
    "reflection-many": (
        "មានសំណួរគិតពិចារណា {count}។ យ៉ាងច្រើនមួយ។",
        "There are {count} reflections; at most one.",
    ),
    "draw-count": (
        "draw គឺ {count}។ ត្រូវនៅចន្លោះ {low} (វត្ថុបំណងនីមួយៗម្តង) និង {high} (សំណួរដែលមាន)។",
        "draw is {count}. It must lie between {low} (each objective once) and {high} (the questions there are).",
    ),
}
