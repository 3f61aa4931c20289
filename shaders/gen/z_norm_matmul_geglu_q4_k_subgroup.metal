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

struct _413
{
    uint _m0[1];
};

struct _435
{
    uint2 _m0[1];
};

struct _482
{
    uint _m0[1];
};

struct _502
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _558 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _701 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _702 = (_701 == 1u);
constant uint _726 = (8u * _84);
constant uint _775 = (_558 + _84);
constant uint _776 = (_775 - 1u);
constant uint _777 = (_776 / _84);
constant bool _814 = (_701 == 1u);

struct _945
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _966 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_966, 1u, 1u);

kernel void main0(constant _126& _128 [[buffer(0)]], const device _149& _151 [[buffer(2)]], const device _302& _304 [[buffer(3)]], const device _229& _231 [[buffer(4)]], const device _212& _214 [[buffer(5)]], device _250& _252 [[buffer(6)]], const device _435& _437 [[buffer(7)]], const device _413& _415 [[buffer(8)]], const device _502& _504 [[buffer(9)]], const device _482& _484 [[buffer(10)]], device _945& _947 [[buffer(11)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _87[_84];
    threadgroup float4 _167[_164];
    threadgroup float _729[_726];
    uint _559 = gl_WorkGroupID.x * _558;
    do
    {
        if (_120)
        {
            break;
        }
        uint _1007 = gl_WorkGroupID.y * _128._m2;
        float _1651;
        _1651 = 0.0;
        for (uint _1650 = gl_LocalInvocationID.x; _1650 < _128._m2; )
        {
            uint _1019 = (_1007 + _1650) / 4u;
            uint _1021 = _1650 % 4u;
            ((threadgroup float*)&_167[_1650 / 4u])[_1021] = ((device float*)&_151._m0[_1019])[_1021];
            _1651 = fma(((device float*)&_151._m0[_1019])[_1021], ((device float*)&_151._m0[_1019])[_1021], _1651);
            _1650 += _84;
            continue;
        }
        float _1656;
        if (_180)
        {
            float _1654;
            do
            {
                float _1154 = simd_sum(_1651);
                if (_74)
                {
                    _1654 = _1154;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1158 = simd_is_first();
                if (_1158)
                {
                    _87[gl_SubgroupID] = _1154;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1653;
                _1653 = _87[0];
                for (uint _1652 = 1u; _1652 < gl_NumSubgroups; )
                {
                    _1653 += _87[_1652];
                    _1652++;
                    continue;
                }
                _1654 = _1653;
                break;
            } while(false);
            float _1049 = 1.0 / sqrt((_1654 / float(_128._m2)) + _128._m5);
            float _1657;
            _1657 = 0.0;
            float _1095;
            for (uint _1655 = gl_LocalInvocationID.x; _1655 < _128._m2; _1657 = _1095, _1655 += _84)
            {
                uint _1060 = _1007 + _1655;
                uint _1064 = _1655 / 4u;
                uint _1066 = _1655 % 4u;
                float _1068 = ((threadgroup float*)&_167[_1064])[_1066];
                float _1075 = fma(_1068 * _1049, _231._m0[_1655], _214._m0[_1060]);
                ((threadgroup float*)&_167[_1064])[_1066] = _1075;
                if (gl_WorkGroupID.x == 0u)
                {
                    _252._m0[_1060] = _1075;
                }
                _1095 = fma(_1075, _1075, _1657);
            }
            _1656 = _1657;
        }
        else
        {
            _1656 = _1651;
        }
        float _1660;
        do
        {
            float _1196 = simd_sum(_1656);
            if (_74)
            {
                _1660 = _1196;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1200 = simd_is_first();
            if (_1200)
            {
                _87[gl_SubgroupID] = _1196;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1659;
            _1659 = _87[0];
            for (uint _1658 = 1u; _1658 < gl_NumSubgroups; )
            {
                _1659 += _87[_1658];
                _1658++;
                continue;
            }
            _1660 = _1659;
            break;
        } while(false);
        float _1111 = 1.0 / sqrt((_1660 / float(_128._m2)) + _128._m4);
        for (uint _1661 = gl_LocalInvocationID.x; _1661 < _128._m2; )
        {
            uint _1121 = _1661 / 4u;
            uint _1123 = _1661 % 4u;
            ((threadgroup float*)&_167[_1121])[_1123] = (((threadgroup float*)&_167[_1121])[_1123] * _1111) * _304._m0[_1661];
            _1661 += _84;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _576[_558];
    float _578[_558];
    for (uint _1664 = 0u; _1664 < _558; )
    {
        _578[_1664] = 0.0;
        _576[_1664] = 0.0;
        _1664++;
        continue;
    }
    uint _1665;
    _1665 = gl_LocalInvocationID.x;
    _28 _605[_558];
    _28 _620[_558];
    uint4 _1614;
    uint4 _1618;
    for (; _1665 < _128._m0; _1665 += _84)
    {
        for (uint _1699 = 0u; _1699 < _558; )
        {
            uint _614 = min((_559 + _1699), (_128._m3 - 1u));
            uint _1247 = (_614 * _128._m1) + (5u * (_1665 >> uint(4)));
            uint _1250 = (_1665 >> uint(1)) & 7u;
            float2 _1254 = float2(as_type<half2>(_415._m0[_1247]));
            uint _1259 = (_1247 + 1u) + (_1250 >> uint(1));
            uint _1264 = 16u * (_1250 & 1u);
            uint _1265 = _415._m0[_1259] >> _1264;
            uint _1271 = (_614 * _128._m0) + _1665;
            _605[_1699] = _28{ uint4(_437._m0[_1271], 0u, 0u), _1254.x * float(_1265 & 255u), _1254.y * float((_1265 >> uint(8)) & 255u) };
            float2 _1311 = float2(as_type<half2>(_484._m0[_1247]));
            uint _1322 = _484._m0[_1259] >> _1264;
            _620[_1699] = _28{ uint4(_504._m0[_1271], 0u, 0u), _1311.x * float(_1322 & 255u), _1311.y * float((_1322 >> uint(8)) & 255u) };
            _1699++;
            continue;
        }
        uint _1700;
        _1700 = 0u;
        for (; _1700 < 4u; _1700++)
        {
            uint _648 = (4u * _1665) + _1700;
            float4 _1703;
            do
            {
                if (_312)
                {
                    _1703 = _151._m0[(gl_WorkGroupID.y * (_128._m2 / 4u)) + _648];
                    break;
                }
                _1703 = _167[_648];
                break;
            } while(false);
            for (uint _1704 = 0u; _1704 < _558; )
            {
                _1618 = _605[_1704]._m0;
                uint _1389 = _1700 >> uint(1);
                uint _1394 = 16u * (_1700 & 1u);
                uint _1395 = _1618[_1389] >> _1394;
                float4 _1383 = (float4(uint4(_1395 & 15u, (_1395 >> uint(4)) & 15u, (_1395 >> uint(8)) & 15u, (_1395 >> uint(12)) & 15u)) * _605[_1704]._m1) - float4(_605[_1704]._m2);
                _576[_1704] = fma(_1703.w, _1383.w, fma(_1703.z, _1383.z, fma(_1703.y, _1383.y, fma(_1703.x, _1383.x, _576[_1704]))));
                _1614 = _620[_1704]._m0;
                uint _1456 = _1614[_1389] >> _1394;
                float4 _1445 = (float4(uint4(_1456 & 15u, (_1456 >> uint(4)) & 15u, (_1456 >> uint(8)) & 15u, (_1456 >> uint(12)) & 15u)) * _620[_1704]._m1) - float4(_620[_1704]._m2);
                _578[_1704] = fma(_1703.w, _1445.w, fma(_1703.z, _1445.z, fma(_1703.y, _1445.y, fma(_1703.x, _1445.x, _578[_1704]))));
                _1704++;
                continue;
            }
        }
    }
    float _780[_777];
    if (_702)
    {
        uint _1674;
        _1674 = 0u;
        uint _723;
        for (; _1674 < _558; _1674 = _723)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1693;
            _1693 = _1674;
            for (;;)
            {
                _723 = _1674 + 8u;
                if (_1693 < min(_723, _558))
                {
                    _729[((_1693 - _1674) * _84) + gl_LocalInvocationID.x] = _576[_1693];
                    _1693++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _748 = ((gl_LocalInvocationID.x + _84) - (_1674 % _84)) % _84;
            if (_748 < min(8u, (_558 - _1674)))
            {
                float _1697;
                _1697 = 0.0;
                for (uint _1695 = 0u; _1695 < _84; )
                {
                    _1697 += _729[(_748 * _84) + _1695];
                    _1695++;
                    continue;
                }
                _780[_1674 / _84] = _1697;
            }
        }
    }
    else
    {
        for (uint _1666 = 0u; _1666 < _558; _1666++)
        {
            float _800 = _576[_1666];
            float _1669;
            do
            {
                float _1508 = simd_sum(_800);
                if (_74)
                {
                    _1669 = _1508;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1512 = simd_is_first();
                if (_1512)
                {
                    _87[gl_SubgroupID] = _1508;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1668;
                _1668 = _87[0];
                for (uint _1667 = 1u; _1667 < gl_NumSubgroups; )
                {
                    _1668 += _87[_1667];
                    _1667++;
                    continue;
                }
                _1669 = _1668;
                break;
            } while(false);
            if ((_1666 % _84) == gl_LocalInvocationID.x)
            {
                _780[_1666 / _84] = _1669;
            }
        }
    }
    float _882[_777];
    if (_814)
    {
        uint _1683;
        _1683 = 0u;
        uint _834;
        for (; _1683 < _558; _1683 = _834)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1687;
            _1687 = _1683;
            for (;;)
            {
                _834 = _1683 + 8u;
                if (_1687 < min(_834, _558))
                {
                    _729[((_1687 - _1683) * _84) + gl_LocalInvocationID.x] = _578[_1687];
                    _1687++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _855 = ((gl_LocalInvocationID.x + _84) - (_1683 % _84)) % _84;
            if (_855 < min(8u, (_558 - _1683)))
            {
                float _1691;
                _1691 = 0.0;
                for (uint _1689 = 0u; _1689 < _84; )
                {
                    _1691 += _729[(_855 * _84) + _1689];
                    _1689++;
                    continue;
                }
                _882[_1683 / _84] = _1691;
            }
        }
    }
    else
    {
        for (uint _1675 = 0u; _1675 < _558; _1675++)
        {
            float _902 = _578[_1675];
            float _1678;
            do
            {
                float _1558 = simd_sum(_902);
                if (_74)
                {
                    _1678 = _1558;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1562 = simd_is_first();
                if (_1562)
                {
                    _87[gl_SubgroupID] = _1558;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1677;
                _1677 = _87[0];
                for (uint _1676 = 1u; _1676 < gl_NumSubgroups; )
                {
                    _1677 += _87[_1676];
                    _1676++;
                    continue;
                }
                _1678 = _1677;
                break;
            } while(false);
            if ((_1675 % _84) == gl_LocalInvocationID.x)
            {
                _882[_1675 / _84] = _1678;
            }
        }
    }
    for (uint _1684 = 0u; _1684 < _777; _1684++)
    {
        uint _928 = (_1684 * _84) + gl_LocalInvocationID.x;
        uint _932 = _559 + _928;
        bool _934 = _928 < _558;
        bool _941;
        if (_934)
        {
            _941 = _932 < _128._m3;
        }
        else
        {
            _941 = _934;
        }
        if (_941)
        {
            _947._m0[(gl_WorkGroupID.y * _128._m3) + _932] = (_780[_1684] / (1.0 + exp(fma((0.0447149984538555145263671875 * _780[_1684]) * _780[_1684], _780[_1684], _780[_1684]) * (-1.5957691669464111328125)))) * _882[_1684];
        }
    }
}

