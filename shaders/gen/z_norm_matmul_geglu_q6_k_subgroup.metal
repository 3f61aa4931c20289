#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _28
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _71 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _74 = (_71 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _84 = SPIRV_CROSS_CONSTANT_ID_0;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _119 = SPIRV_CROSS_CONSTANT_ID_3;
constant bool _120 = (_119 == 0u);

struct _126
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    float _m4;
    float _m5;
};

struct _149
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_5
#define SPIRV_CROSS_CONSTANT_ID_5 1u
#endif
constant uint _162 = SPIRV_CROSS_CONSTANT_ID_5;
constant uint _163 = (_162 + 3u);
constant uint _164 = (_163 / 4u);
constant bool _180 = (_119 == 2u);

struct _212
{
    float _m0[1];
};

struct _229
{
    float _m0[1];
};

struct _250
{
    float _m0[1];
};

struct _302
{
    float _m0[1];
};

constant bool _312 = (_119 == 0u);

struct _441
{
    uint _m0[1];
};

struct _460
{
    uint _m0[1];
};

struct _506
{
    uint _m0[1];
};

struct _524
{
    uint _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _576 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _719 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _720 = (_719 == 1u);
constant uint _743 = (8u * _84);
constant uint _792 = (_576 + _84);
constant uint _793 = (_792 - 1u);
constant uint _794 = (_793 / _84);
constant bool _831 = (_719 == 1u);

struct _962
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _983 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_983, 1u, 1u);

kernel void main0(constant _126& _128 [[buffer(0)]], const device _149& _151 [[buffer(2)]], const device _302& _304 [[buffer(3)]], const device _229& _231 [[buffer(4)]], const device _212& _214 [[buffer(5)]], device _250& _252 [[buffer(6)]], const device _460& _462 [[buffer(7)]], const device _441& _443 [[buffer(8)]], const device _524& _526 [[buffer(9)]], const device _506& _508 [[buffer(10)]], device _962& _964 [[buffer(11)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _87[_84];
    threadgroup float4 _167[_164];
    threadgroup float _746[_743];
    uint _577 = gl_WorkGroupID.x * _576;
    do
    {
        if (_120)
        {
            break;
        }
        uint _1024 = gl_WorkGroupID.y * _128._m2;
        float _1704;
        _1704 = 0.0;
        for (uint _1703 = gl_LocalInvocationID.x; _1703 < _128._m2; )
        {
            uint _1036 = (_1024 + _1703) / 4u;
            uint _1038 = _1703 % 4u;
            ((threadgroup float*)&_167[_1703 / 4u])[_1038] = ((device float*)&_151._m0[_1036])[_1038];
            _1704 = fma(((device float*)&_151._m0[_1036])[_1038], ((device float*)&_151._m0[_1036])[_1038], _1704);
            _1703 += _84;
            continue;
        }
        float _1709;
        if (_180)
        {
            float _1707;
            do
            {
                float _1171 = simd_sum(_1704);
                if (_74)
                {
                    _1707 = _1171;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1175 = simd_is_first();
                if (_1175)
                {
                    _87[gl_SubgroupID] = _1171;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1706;
                _1706 = _87[0];
                for (uint _1705 = 1u; _1705 < gl_NumSubgroups; )
                {
                    _1706 += _87[_1705];
                    _1705++;
                    continue;
                }
                _1707 = _1706;
                break;
            } while(false);
            float _1066 = 1.0 / sqrt((_1707 / float(_128._m2)) + _128._m5);
            float _1710;
            _1710 = 0.0;
            float _1112;
            for (uint _1708 = gl_LocalInvocationID.x; _1708 < _128._m2; _1710 = _1112, _1708 += _84)
            {
                uint _1077 = _1024 + _1708;
                uint _1081 = _1708 / 4u;
                uint _1083 = _1708 % 4u;
                float _1085 = ((threadgroup float*)&_167[_1081])[_1083];
                float _1092 = fma(_1085 * _1066, _231._m0[_1708], _214._m0[_1077]);
                ((threadgroup float*)&_167[_1081])[_1083] = _1092;
                if (gl_WorkGroupID.x == 0u)
                {
                    _252._m0[_1077] = _1092;
                }
                _1112 = fma(_1092, _1092, _1710);
            }
            _1709 = _1710;
        }
        else
        {
            _1709 = _1704;
        }
        float _1713;
        do
        {
            float _1213 = simd_sum(_1709);
            if (_74)
            {
                _1713 = _1213;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1217 = simd_is_first();
            if (_1217)
            {
                _87[gl_SubgroupID] = _1213;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1712;
            _1712 = _87[0];
            for (uint _1711 = 1u; _1711 < gl_NumSubgroups; )
            {
                _1712 += _87[_1711];
                _1711++;
                continue;
            }
            _1713 = _1712;
            break;
        } while(false);
        float _1128 = 1.0 / sqrt((_1713 / float(_128._m2)) + _128._m4);
        for (uint _1714 = gl_LocalInvocationID.x; _1714 < _128._m2; )
        {
            uint _1138 = _1714 / 4u;
            uint _1140 = _1714 % 4u;
            ((threadgroup float*)&_167[_1138])[_1140] = (((threadgroup float*)&_167[_1138])[_1140] * _1128) * _304._m0[_1714];
            _1714 += _84;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _594[_576];
    float _596[_576];
    for (uint _1717 = 0u; _1717 < _576; )
    {
        _596[_1717] = 0.0;
        _594[_1717] = 0.0;
        _1717++;
        continue;
    }
    uint _1718;
    _1718 = gl_LocalInvocationID.x;
    _28 _623[_576];
    _28 _638[_576];
    uint4 _1668;
    uint4 _1672;
    for (; _1718 < _128._m0; _1718 += _84)
    {
        for (uint _1752 = 0u; _1752 < _576; )
        {
            uint _632 = min((_577 + _1752), (_128._m3 - 1u));
            uint _1263 = (_632 * _128._m1) + (5u * (_1718 >> uint(4)));
            uint _1270 = 3u * ((_632 * _128._m0) + _1718);
            uint _1276 = (_1263 + 1u) + ((_1718 >> uint(2)) & 3u);
            int _1283 = int(8u * (_1718 & 3u));
            uint _1289 = _1270 + 1u;
            uint _1293 = _1270 + 2u;
            _623[_1752] = _28{ uint4(_462._m0[_1270], _462._m0[_1289], _462._m0[_1293], 0u), float2(as_type<half2>(_443._m0[_1263])).x * float(extract_bits(int(_443._m0[_1276]), uint(_1283), uint(8))), 0.0 };
            _638[_1752] = _28{ uint4(_526._m0[_1270], _526._m0[_1289], _526._m0[_1293], 0u), float2(as_type<half2>(_508._m0[_1263])).x * float(extract_bits(int(_508._m0[_1276]), uint(_1283), uint(8))), 0.0 };
            _1752++;
            continue;
        }
        uint _1753;
        _1753 = 0u;
        for (; _1753 < 4u; _1753++)
        {
            uint _666 = (4u * _1718) + _1753;
            float4 _1756;
            do
            {
                if (_312)
                {
                    _1756 = _151._m0[(gl_WorkGroupID.y * (_128._m2 / 4u)) + _666];
                    break;
                }
                _1756 = _167[_666];
                break;
            } while(false);
            for (uint _1757 = 0u; _1757 < _576; )
            {
                uint _1391 = 8u * _1753;
                uint _1392 = _623[_1757]._m0.z >> _1391;
                _1672 = _623[_1757]._m0;
                uint _1422 = _1753 >> uint(1);
                uint _1427 = 16u * (_1753 & 1u);
                uint _1428 = _1672[_1422] >> _1427;
                float4 _1417 = (float4(uint4(_1428 & 15u, (_1428 >> uint(4)) & 15u, (_1428 >> uint(8)) & 15u, (_1428 >> uint(12)) & 15u) | (uint4(_1392 & 3u, (_1392 >> uint(2)) & 3u, (_1392 >> uint(4)) & 3u, (_1392 >> uint(6)) & 3u) << uint4(int4(4)))) - float4(32.0)) * _623[_1757]._m1;
                _594[_1757] = fma(_1756.w, _1417.w, fma(_1756.z, _1417.z, fma(_1756.y, _1417.y, fma(_1756.x, _1417.x, _594[_1757]))));
                uint _1474 = _638[_1757]._m0.z >> _1391;
                _1668 = _638[_1757]._m0;
                uint _1510 = _1668[_1422] >> _1427;
                float4 _1499 = (float4(uint4(_1510 & 15u, (_1510 >> uint(4)) & 15u, (_1510 >> uint(8)) & 15u, (_1510 >> uint(12)) & 15u) | (uint4(_1474 & 3u, (_1474 >> uint(2)) & 3u, (_1474 >> uint(4)) & 3u, (_1474 >> uint(6)) & 3u) << uint4(int4(4)))) - float4(32.0)) * _638[_1757]._m1;
                _596[_1757] = fma(_1756.w, _1499.w, fma(_1756.z, _1499.z, fma(_1756.y, _1499.y, fma(_1756.x, _1499.x, _596[_1757]))));
                _1757++;
                continue;
            }
        }
    }
    float _797[_794];
    if (_720)
    {
        uint _1727;
        _1727 = 0u;
        uint _740;
        for (; _1727 < _576; _1727 = _740)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1746;
            _1746 = _1727;
            for (;;)
            {
                _740 = _1727 + 8u;
                if (_1746 < min(_740, _576))
                {
                    _746[((_1746 - _1727) * _84) + gl_LocalInvocationID.x] = _594[_1746];
                    _1746++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _765 = ((gl_LocalInvocationID.x + _84) - (_1727 % _84)) % _84;
            if (_765 < min(8u, (_576 - _1727)))
            {
                float _1750;
                _1750 = 0.0;
                for (uint _1748 = 0u; _1748 < _84; )
                {
                    _1750 += _746[(_765 * _84) + _1748];
                    _1748++;
                    continue;
                }
                _797[_1727 / _84] = _1750;
            }
        }
    }
    else
    {
        for (uint _1719 = 0u; _1719 < _576; _1719++)
        {
            float _817 = _594[_1719];
            float _1722;
            do
            {
                float _1562 = simd_sum(_817);
                if (_74)
                {
                    _1722 = _1562;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1566 = simd_is_first();
                if (_1566)
                {
                    _87[gl_SubgroupID] = _1562;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1721;
                _1721 = _87[0];
                for (uint _1720 = 1u; _1720 < gl_NumSubgroups; )
                {
                    _1721 += _87[_1720];
                    _1720++;
                    continue;
                }
                _1722 = _1721;
                break;
            } while(false);
            if ((_1719 % _84) == gl_LocalInvocationID.x)
            {
                _797[_1719 / _84] = _1722;
            }
        }
    }
    float _899[_794];
    if (_831)
    {
        uint _1736;
        _1736 = 0u;
        uint _851;
        for (; _1736 < _576; _1736 = _851)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1740;
            _1740 = _1736;
            for (;;)
            {
                _851 = _1736 + 8u;
                if (_1740 < min(_851, _576))
                {
                    _746[((_1740 - _1736) * _84) + gl_LocalInvocationID.x] = _596[_1740];
                    _1740++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _872 = ((gl_LocalInvocationID.x + _84) - (_1736 % _84)) % _84;
            if (_872 < min(8u, (_576 - _1736)))
            {
                float _1744;
                _1744 = 0.0;
                for (uint _1742 = 0u; _1742 < _84; )
                {
                    _1744 += _746[(_872 * _84) + _1742];
                    _1742++;
                    continue;
                }
                _899[_1736 / _84] = _1744;
            }
        }
    }
    else
    {
        for (uint _1728 = 0u; _1728 < _576; _1728++)
        {
            float _919 = _596[_1728];
            float _1731;
            do
            {
                float _1612 = simd_sum(_919);
                if (_74)
                {
                    _1731 = _1612;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1616 = simd_is_first();
                if (_1616)
                {
                    _87[gl_SubgroupID] = _1612;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1730;
                _1730 = _87[0];
                for (uint _1729 = 1u; _1729 < gl_NumSubgroups; )
                {
                    _1730 += _87[_1729];
                    _1729++;
                    continue;
                }
                _1731 = _1730;
                break;
            } while(false);
            if ((_1728 % _84) == gl_LocalInvocationID.x)
            {
                _899[_1728 / _84] = _1731;
            }
        }
    }
    for (uint _1737 = 0u; _1737 < _794; _1737++)
    {
        uint _945 = (_1737 * _84) + gl_LocalInvocationID.x;
        uint _949 = _577 + _945;
        bool _951 = _945 < _576;
        bool _958;
        if (_951)
        {
            _958 = _949 < _128._m3;
        }
        else
        {
            _958 = _951;
        }
        if (_958)
        {
            _964._m0[(gl_WorkGroupID.y * _128._m3) + _949] = (_797[_1737] / (1.0 + exp(fma((0.0447149984538555145263671875 * _797[_1737]) * _797[_1737], _797[_1737], _797[_1737]) * (-1.5957691669464111328125)))) * _899[_1737];
        }
    }
}

